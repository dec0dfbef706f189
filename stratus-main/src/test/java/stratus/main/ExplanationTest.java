package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A 403 of any service is explained to who got it. */
class ExplanationTest {
    private static TestCloud cloud;
    private static String reader;

    @BeforeAll
    static void start(@TempDir Path data) {
        cloud = new TestCloud(data);
        var admin = cloud.admin("keystone");
        var fields = Map.of("name", "looker", "password", "pw");
        var user =
                admin.post("/v3/users", Map.of("user", fields)).at("/user/id").stringValue();
        var demo = admin.get("/v3/projects?name=demo").at("/projects/0/id").stringValue();
        var role = admin.get("/v3/roles?name=reader").at("/roles/0/id").stringValue();
        admin.put("/v3/projects/%s/users/%s/roles/%s".formatted(demo, user, role), null);
        var domain = Map.of("id", "default");
        var identity = Map.of(
                "methods", new String[] {"password"}, "password", Map.of("user", Map.of("id", user, "password", "pw")));
        var scope = Map.of("project", Map.of("name", "demo", "domain", domain));
        reader = Objects.requireNonNull(cloud.anonymous("keystone")
                .call("POST", "/v3/auth/tokens", Map.of("auth", Map.of("identity", identity, "scope", scope)))
                .headers()
                .get("x-subject-token"));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static JsonNode explained(String role, String method, String path, Object body) {
        var answer = cloud.as(role, reader).exchange(method, path, body);
        assertThat(answer.status()).as("%s %s", method, path).isEqualTo(403);
        var request = answer.headers().get("x-openstack-request-id");
        return cloud.as("horizon", reader).get("/v1/explanations/" + request).at("/explanations/0");
    }

    private static void needs(JsonNode explanation, String service, String rule) {
        assertThat(explanation.path("service").asString()).isEqualTo(service);
        assertThat(explanation.at("/policy/rule").asString()).isEqualTo(rule);
        assertThat(explanation.at("/policy/satisfied_by/0").isEmpty()).isFalse();
        assertThat(explanation.toString()).doesNotContain(reader);
    }

    @Test
    void everyServicesRefusalsAreThere() {
        needs(explained("keystone", "GET", "/v3/users", Map.of()), "keystone", "identity:list_users");
        needs(
                explained("nova-api", "GET", "/v2.1/os-hypervisors", Map.of()),
                "nova",
                "os_compute_api:os-hypervisors:list");
        needs(explained("cinder-api", "GET", "/v3/os-services", Map.of()), "cinder", "volume_extension:services:index");
        needs(
                explained("placement", "GET", "/resource_providers", Map.of()),
                "placement",
                "placement:resource_providers:list");
    }
}
