package stratus.neutron.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BlocksTest {
    private static Blocks blocks(String... cidrs) {
        return Blocks.of(Arrays.stream(cidrs).map(Cidr::parse).toList());
    }

    @Test
    void neighboursAreOneBlock() {
        assertThat(blocks("10.0.1.0/24", "10.0.0.0/24", "10.0.0.0/25").cidrs()).hasToString("[10.0.0.0/23]");
    }

    @Test
    void whatIsTakenLeavesTheRestInAsFewBlocksAsCanBe() {
        assertThat(blocks("10.0.0.0/24").minus(blocks("10.0.0.64/26")).cidrs())
                .hasToString("[10.0.0.0/26, 10.0.0.128/25]");
        assertThat(blocks("::/0").minus(blocks("8000::/1")).cidrs()).hasToString("[::/1]");
        assertThat(blocks("10.0.0.0/24").minus(blocks("10.0.0.0/16")).cidrs()).isEmpty();
    }

    @Test
    void blocksMeetWhereAnyAddressIsInBoth() {
        assertThat(blocks("10.0.0.0/24").meets(blocks("10.0.0.255/32"))).isTrue();
        assertThat(blocks("10.0.0.0/24").meets(blocks("10.0.1.0/24"))).isFalse();
    }
}
