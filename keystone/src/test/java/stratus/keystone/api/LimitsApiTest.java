package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stratus.keystone.domain.LimitModel;
import stratus.oslo.http.RestClient;

/** Registered limits, and what stands in their place. */
class LimitsApiTest {
    private static TestKeystone keystone;
    private static String service;
    private static String domain;
    private static String project;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone(
                config -> config.withRules(config.passwordPolicy(), LimitModel.STRICT_TWO_LEVEL, null));
        service = keystone.create("services", "service", Map.of("name", "s", "type", "t"));
        domain = keystone.create("domains", "domain", Map.of("name", "limited"));
        project = keystone.create("projects", "project", Map.of("name", "p", "domain_id", domain));
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static RestClient.Answer register(String resource, int value) {
        var limit = Map.of("service_id", service, "resource_name", resource, "default_limit", value);
        return keystone.admin().exchange("POST", "/v3/registered_limits", Map.of("registered_limits", List.of(limit)));
    }

    private static RestClient.Answer limit(String target, String id, String resource, int value) {
        var limit = Map.of("service_id", service, target, id, "resource_name", resource, "resource_limit", value);
        return keystone.admin().exchange("POST", "/v3/limits", Map.of("limits", List.of(limit)));
    }

    @Test
    void thereIsOneDefaultForEachResource() {
        assertThat(register("one", 5).status()).isEqualTo(201);
        assertThat(register("one", 6).status()).isEqualTo(409);
    }

    @Test
    void aLimitNeedsADefault() {
        assertThat(limit("project_id", project, "unheard", 1).status()).isEqualTo(403);
    }

    @Test
    void aDefaultWithLimitsInItsPlaceStays() {
        var id = register("used", 5).body().at("/registered_limits/0/id").stringValue();
        assertThat(limit("domain_id", domain, "used", 9).status()).isEqualTo(201);
        assertThat(keystone.admin()
                        .exchange("DELETE", "/v3/registered_limits/" + id, null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aDefaultOutlivesItsService() {
        var other = keystone.create("services", "service", Map.of("name", "other", "type", "other"));
        var limit = Map.of("service_id", other, "resource_name", "left", "default_limit", 1);
        var made = keystone.admin().post("/v3/registered_limits", Map.of("registered_limits", List.of(limit)));
        var path = "/v3/registered_limits/" + made.at("/registered_limits/0/id").stringValue();

        assertThat(keystone.admin()
                        .exchange("DELETE", "/v3/services/" + other, null)
                        .status())
                .isEqualTo(204);
        assertThat(keystone.admin().exchange("DELETE", path, null).status()).isEqualTo(204);
    }

    @Test
    void aProjectHasNoMoreThanItsDomainAndTheDomainNoLess() {
        register("cores", 10);
        assertThat(limit("project_id", project, "cores", 11).status()).isEqualTo(403);
        var inner = limit("project_id", project, "cores", 8);
        assertThat(inner.status()).isEqualTo(201);
        assertThat(inner.body().at("/limits/0/project_id").stringValue()).isEqualTo(project);
        assertThat(limit("domain_id", domain, "cores", 7).status()).isEqualTo(403);
        assertThat(limit("domain_id", domain, "cores", 8).status()).isEqualTo(201);
    }
}
