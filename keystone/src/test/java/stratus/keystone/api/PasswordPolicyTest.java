package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.keystone.domain.PasswordPolicy;

/** What an operator may ask of passwords, and of who gives wrong ones. */
class PasswordPolicyTest {
    private final TestKeystone keystone = new TestKeystone(config -> config.withRules(
            new PasswordPolicy(2, Duration.ofMinutes(5), 90, 3, 0, "\\d", "a digit", false),
            config.limitModel(),
            null));
    private final String user = keystone.create("users", "user", Map.of("name", "kept", "password", "first1"));

    @AfterEach
    void stop() {
        keystone.close();
    }

    private int logIn(String password) {
        return keystone.logIn("kept", password, Map.of("unscoped", Map.of())).status();
    }

    private int change(String from, String to) {
        var body = Map.of("user", Map.of("original_password", from, "password", to));
        return keystone.api
                .anonymous()
                .exchange("POST", "/v3/users/%s/password".formatted(user), body)
                .status();
    }

    @Test
    void aPasswordHasToLookAsTheRegexSays() {
        var refused = keystone.admin()
                .exchange("POST", "/v3/users", Map.of("user", Map.of("name", "plain", "password", "none")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/error/message").stringValue()).contains("a digit");
        assertThat(keystone.admin()
                        .get("/v3/domains/default/config/security_compliance")
                        .at("/config/security_compliance/password_regex_description")
                        .stringValue())
                .isEqualTo("a digit");
    }

    @Test
    void aPasswordIsNotUsedAgainBeforeTwoOthers() {
        assertThat(change("first1", "second2")).isEqualTo(204);
        assertThat(change("second2", "first1")).isEqualTo(400);
        assertThat(change("second2", "third3")).isEqualTo(204);
        assertThat(change("third3", "first1")).isEqualTo(204);
    }

    @Test
    void whoFailsTwiceIsLockedOutEvenWithTheRightPassword() {
        assertThat(logIn("wrong")).isEqualTo(401);
        assertThat(logIn("wrong")).isEqualTo(401);
        assertThat(logIn("first1")).isEqualTo(401);
        assertThat(keystone.logIn("admin", "admin-secret", project("admin")).status())
                .isEqualTo(201);
    }

    @Test
    void aPasswordEndsAfterItsDays() {
        assertThat(keystone.admin()
                        .get("/v3/users/" + user)
                        .at("/user/password_expires_at")
                        .isString())
                .isTrue();
    }

    @Test
    void aUserWithRulesOfItsOwnGetsAReceiptUntilTheyAreMet() {
        var rules = Map.of("multi_factor_auth_rules", List.of(List.of("password", "totp")));
        keystone.admin().patch("/v3/users/" + user, Map.of("user", Map.of("options", rules)));
        var answer = keystone.logIn("kept", "first1", Map.of("unscoped", Map.of()));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsKey("openstack-auth-receipt");
        assertThat(answer.body().at("/required_auth_methods/0").size()).isEqualTo(2);
        assertThat(answer.body().at("/receipt/methods/0").stringValue()).isEqualTo("password");
    }
}
