package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Secret;

class TotpTest {
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Test
    void theSeedIsBase32() {
        assertThat(new String(Totp.decode(SEED), StandardCharsets.US_ASCII)).isEqualTo("12345678901234567890");
        assertThat(Totp.decode("0189")).isEmpty();
    }

    @Test
    void theCodesAreThoseOfTheRfc() {
        assertThat(Totp.code(Totp.decode(SEED), 59 / 30)).isEqualTo("287082");
        assertThat(Totp.code(Totp.decode(SEED), 1111111109 / 30)).isEqualTo("081804");
    }

    @Test
    void theWindowBeforeIsGoodAndTheOneBeforeThatIsNot() {
        assertThat(Totp.fits(new Secret(SEED), new Secret("287082"), Instant.ofEpochSecond(89)))
                .isTrue();
        assertThat(Totp.fits(new Secret(SEED), new Secret("287082"), Instant.ofEpochSecond(90)))
                .isFalse();
    }
}
