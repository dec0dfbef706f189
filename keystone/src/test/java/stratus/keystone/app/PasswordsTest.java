package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.oslo.base.Secret;

/** The hashes are of upstream's making: Python's bcrypt and hashlib, written as passlib writes them. */
class PasswordsTest {
    private final Passwords passwords = new Passwords(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$04$1GW3WA536.3v13cpZb309u1WTrJEutw8cZmjZDdCTRoQtr2.q766G",
                "$bcrypt-sha256$v=2,t=2b,r=4$Gn4IbuaxNKd0C3EeHpsxnu$9qZ/OrLREL27vhmQfONojuGVfFNRPKe",
                "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$lbqJ0oIMN8C5jG9ZJPey4nz72KuVb2q+HdNgm2NJ6zg",
                "$pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw$Cjk9M8knbJIR5RwuKOZaUGBJWGoj7svj0bnQgKE9mEkeGf7erIFaYx"
                        + "lAo/l3lfpr6onH2yfVJLgi1eUiP0JE9w",
            })
    void hashesOfAllOfUpstreamsAlgorithmsAreRead(String hash) {
        assertThat(Passwords.readable(hash)).isTrue();
        assertThat(passwords.matches(new Secret("s3cret-pässword"), hash)).isTrue();
        assertThat(passwords.matches(new Secret("s3cret-passw0rd"), hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "$6$abc$def", "$scrypt$ln=99,r=8,p=1$A$B", "$pbkdf2-sha512$0$AAEC$AAEC"})
    void whatIsNoHashIsNobodys(String text) {
        assertThat(passwords.matches(new Secret("secret"), text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$04$7JzNcDd1TUkTfpon5x1R6eYFBXJnjYsu.ZNiSWPTLWbIW/6CTT0TK",
                "$2a$04$/.JGauSM.RUEJPqa13y4SOaTvj8yL4SJX2ejgwJ358HIGRCL8SM8S",
            })
    void aPasswordCountsUpToItsSeventySecondByte(String hash) {
        var long80 = "0123456789".repeat(8);
        assertThat(passwords.matches(new Secret(long80), hash)).isTrue();
        assertThat(passwords.matches(new Secret(long80.substring(0, 72)), hash)).isTrue();
        assertThat(passwords.matches(new Secret(long80.substring(0, 71)), hash)).isFalse();
    }

    @Test
    void newHashesAreBcryptsOfTheCostThatWasAskedFor() {
        assertThat(passwords.hash(new Secret("new"))).startsWith("$2b$04$");
        assertThat(passwords.matches(new Secret("new"), passwords.hash(new Secret("new"))))
                .isTrue();
    }
}
