package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.keystone.domain.LimitModel;
import tools.jackson.databind.json.JsonMapper;

/** What resources may be told about themselves, and where projects may be. */
class OptionsTest {
    private static TestKeystone keystone;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static int create(TestKeystone at, String collection, String key, Map<String, ?> fields) {
        return at.admin()
                .exchange("POST", "/v3/" + collection, Map.of(key, fields))
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'multi_factor_auth_rules': 'password'}",
                "{'multi_factor_auth_rules': ['password']}",
                "{'multi_factor_auth_rules': [[]]}",
                "{'multi_factor_auth_rules': [['password', 'password']]}",
                "{'multi_factor_auth_rules': [['totp'], ['totp']]}",
                "{'lock_password': 'yes'}",
                "{'immutable': true}",
                "{'unheard_of': true}",
            })
    void aUserHasTheOptionsThatThereAreAndNoOthers(String options) {
        var parsed = JsonMapper.builder().build().readTree(options.replace('\'', '"'));
        var fields = Map.of("name", "someone", "options", parsed);
        assertThat(create(keystone, "users", "user", fields)).isEqualTo(400);
    }

    @Test
    void allOptionsOfAUserAreTakenAndTakenAway() {
        var rules = List.of(List.of("password", "totp"), List.of("token"));
        var options = Map.of("multi_factor_auth_rules", rules, "ignore_password_expiry", true, "lock_password", false);
        var id = keystone.create("users", "user", Map.of("name", "optioned", "options", options));
        var path = "/v3/users/" + id;
        assertThat(keystone.admin().get(path).at("/user/options").size()).isEqualTo(3);
        var without = JsonMapper.builder().build().readTree("{\"user\":{\"options\":{\"lock_password\":null}}}");
        assertThat(keystone.admin().exchange("PATCH", path, without).status()).isEqualTo(200);
        assertThat(keystone.admin().get(path).at("/user/options").has("lock_password"))
                .isFalse();
    }

    @Test
    void aProjectsOnlyOptionIsThatItDoesNotChange() {
        assertThat(create(
                        keystone, "projects", "project", Map.of("name", "a", "options", Map.of("lock_password", true))))
                .isEqualTo(400);
        assertThat(create(keystone, "roles", "role", Map.of("name", "a", "options", Map.of("immutable", "yes"))))
                .isEqualTo(400);
        assertThat(create(keystone, "domains", "domain", Map.of("name", "a", "options", Map.of("immutable", false))))
                .isEqualTo(201);
    }

    @Test
    void aProjectThatActsAsADomainIsBelowNone() {
        var parent = keystone.create("projects", "project", Map.of("name", "parent"));
        var below = Map.of("name", "child", "is_domain", true, "parent_id", parent);
        assertThat(create(keystone, "projects", "project", below)).isEqualTo(400);
    }

    @Test
    void underTheStrictModelProjectsHaveTwoLevels() {
        try (var strict = new TestKeystone(
                config -> config.withRules(config.passwordPolicy(), LimitModel.STRICT_TWO_LEVEL, null))) {
            var first = strict.create("projects", "project", Map.of("name", "first"));
            var second = strict.create("projects", "project", Map.of("name", "second", "parent_id", first));
            var third = Map.of("name", "third", "parent_id", second);
            assertThat(create(strict, "projects", "project", third)).isEqualTo(403);
        }
    }

    @Test
    void aDisabledDomainGoesWithAllItsProjectsAndAProjectOnlyWithoutOthersBelowIt() {
        var domain = keystone.create("domains", "domain", Map.of("name", "brief"));
        var top = keystone.create("projects", "project", Map.of("name", "top", "domain_id", domain));
        var below =
                keystone.create("projects", "project", Map.of("name", "below", "parent_id", top, "domain_id", domain));
        var admin = keystone.admin();
        assertThat(admin.exchange("DELETE", "/v3/projects/" + top, null).status())
                .isEqualTo(403);
        var off = Map.of("domain", Map.of("enabled", false));
        assertThat(admin.exchange("PATCH", "/v3/domains/" + domain, off).status())
                .isEqualTo(200);
        assertThat(admin.exchange("DELETE", "/v3/domains/" + domain, null).status())
                .isEqualTo(204);
        assertThat(admin.exchange("GET", "/v3/projects/" + below, null).status())
                .isEqualTo(404);
    }
}
