package stratus.oslo.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;

class CodecTest {
    private final Codec codec = new Codec();

    record Newer(int a, Secret b, String c) {}

    record Older(int a) {}

    record Newest(int a, @Nullable String d, int e, boolean f) {}

    @Test
    void anOlderPeerIgnoresAndANewerOneDoesWithout() {
        var wire = codec.encode(new Newer(1, new Secret("s"), "c"), Newer.class);
        assertThat(new String(wire, UTF_8)).isEqualTo("{\"a\":1,\"b\":\"s\",\"c\":\"c\"}");
        assertThat(codec.<Older>decode(wire, Older.class)).isEqualTo(new Older(1));
        assertThat(codec.<Newest>decode(wire, Newest.class)).isEqualTo(new Newest(1, null, 0, false));
    }

    @Test
    void whatARecordRefusesComesOutAsItsFault() {
        assertThatThrownBy(() -> codec.decode("{\"kind\":\"\"}".getBytes(UTF_8), SampleRpc.Fail.class))
                .isInstanceOf(Fault.Invalid.class);
        assertThatThrownBy(() -> codec.decode("{\"a\":[]}".getBytes(UTF_8), Older.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Older cannot be read");
    }
}
