package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.names;
import static stratus.keystone.api.TestKeystone.password;
import static stratus.keystone.api.TestKeystone.project;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.KeystoneService;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

/** A validation that is remembered says what is true when it is answered. */
class ValidationMemoryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestKeystone keystone = new TestKeystone();
    private String project = "";
    private String user = "";
    private String token = "";

    @BeforeEach
    void aTokenThatWasValidatedBefore() {
        project = keystone.create("projects", "project", Map.of("name", "work"));
        user = keystone.create("users", "user", Map.of("name", "worker", "password", "secret"));
        grant("reader", "PUT");
        token = keystone.token("worker", "secret", project("work"));
        assertThat(names(validated().path("roles"))).containsExactly("reader");
    }

    @AfterEach
    void close() {
        keystone.close();
    }

    @Test
    void roles() {
        grant("manager", "PUT");
        assertThat(names(validated().path("roles"))).contains("manager");
        grant("manager", "DELETE");
        assertThat(names(validated().path("roles"))).containsExactly("reader");
        grant("reader", "DELETE");
        assertThat(status()).isEqualTo(404);
    }

    @Test
    void impliedRoles() {
        var extra = keystone.create("roles", "role", Map.of("name", "extra"));
        var rule = "/v3/roles/%s/implies/%s".formatted(role("reader"), extra);
        call("PUT", rule, null);
        assertThat(names(validated().path("roles"))).containsExactly("reader", "extra");
        call("DELETE", rule, null);
        assertThat(names(validated().path("roles"))).containsExactly("reader");
    }

    @Test
    void groups() {
        var group = keystone.create("groups", "group", Map.of("name", "crew"));
        call("PUT", "/v3/projects/%s/groups/%s/roles/%s".formatted(project, group, role("manager")), null);
        assertThat(names(validated().path("roles"))).containsExactly("reader");
        call("PUT", "/v3/groups/%s/users/%s".formatted(group, user), null);
        assertThat(names(validated().path("roles"))).contains("manager");
        call("DELETE", "/v3/groups/" + group, null);
        assertThat(names(validated().path("roles"))).containsExactly("reader");
    }

    @Test
    void namesOfUsersAndProjects() {
        call("PATCH", "/v3/users/" + user, Map.of("user", Map.of("name", "other")));
        call("PATCH", "/v3/projects/" + project, Map.of("project", Map.of("name", "play")));
        var shown = validated();
        assertThat(shown.path("user").path("name").stringValue()).isEqualTo("other");
        assertThat(shown.path("project").path("name").stringValue()).isEqualTo("play");
    }

    @Test
    void disabledUsers() {
        call("PATCH", "/v3/users/" + user, Map.of("user", Map.of("enabled", false)));
        assertThat(status()).isEqualTo(404);
    }

    @Test
    void disabledProjects() {
        call("PATCH", "/v3/projects/" + project, Map.of("project", Map.of("enabled", false)));
        assertThat(status()).isEqualTo(404);
    }

    @Test
    void revokedTokens() {
        keystone.api.as(token).header("X-Subject-Token", token).call("DELETE", "/v3/auth/tokens", null);
        assertThat(status()).isEqualTo(404);
    }

    /** The token is the trustor's to look at, and hangs on the trustee as well. */
    @Test
    void trusteesWhoAreGone() {
        var friend = keystone.create("users", "user", Map.of("name", "friend", "password", "secret"));
        var trust = Map.of(
                "trustor_user_id", user,
                "trustee_user_id", friend,
                "project_id", project,
                "impersonation", true,
                "roles", List.of(Map.of("name", "reader")));
        var id = keystone.api
                .as(token)
                .post("/v3/OS-TRUST/trusts", Map.of("trust", trust))
                .at("/trust/id")
                .stringValue();
        token = keystone.token("friend", "secret", Map.of("OS-TRUST:trust", Map.of("id", id)));
        assertThat(validated().at("/user/id").stringValue()).isEqualTo(user);
        call("PATCH", "/v3/users/" + friend, Map.of("user", Map.of("enabled", false)));
        assertThat(status()).isEqualTo(404);
    }

    @Test
    void disabledDomains() {
        var domain = keystone.create("domains", "domain", Map.of("name", "far"));
        project = keystone.create("projects", "project", Map.of("name", "there", "domain_id", domain));
        grant("reader", "PUT");
        var there = Map.of("project", Map.of("id", project));
        token = keystone.token("worker", "secret", there);
        assertThat(status()).isEqualTo(200);
        call("PATCH", "/v3/domains/" + domain, Map.of("domain", Map.of("enabled", false)));
        assertThat(status()).isEqualTo(404);
    }

    @Test
    void theCatalog() {
        int before = urls().size();
        var service = keystone.create("services", "service", Map.of("name", "new", "type", "new"));
        var endpoint = keystone.create(
                "endpoints",
                "endpoint",
                Map.of("service_id", service, "interface", "public", "url", "http://127.0.0.1:1/$(project_id)s"));
        assertThat(urls()).hasSize(before + 1).contains("http://127.0.0.1:1/" + project);
        call("PATCH", "/v3/endpoints/" + endpoint, Map.of("endpoint", Map.of("url", "http://127.0.0.1:2/")));
        assertThat(urls()).contains("http://127.0.0.1:2/");
        call("PUT", "/v3/OS-EP-FILTER/projects/%s/endpoints/%s".formatted(project, endpoint), null);
        assertThat(urls()).containsExactly("http://127.0.0.1:2/");
        call("DELETE", "/v3/OS-EP-FILTER/projects/%s/endpoints/%s".formatted(project, endpoint), null);
        call("DELETE", "/v3/services/" + service, null);
        assertThat(urls()).hasSize(before);
    }

    /** Nobody tells this one: it finds the change by itself, once its memory is a second old. */
    @Test
    void whatAnotherProcessChangedIsSeenWithinASecond(@TempDir Path keys) {
        var clock = new AtomicReference<>(NOON);
        var config = KeystoneConfig.usual("http://127.0.0.1:5000", keys).withBcryptCost(4);
        try (var db = BothDatabases.sqlite("keystone");
                var here = new KeystoneService(config, db, clock::get);
                var there = new KeystoneService(config, db, clock::get);
                var api = new TestApi(here.api());
                var otherApi = new TestApi(there.api())) {
            here.bootstrap().run(TestKeystone.SEED);
            var admin = logIn(api);
            var asked = api.as(admin).header("X-Subject-Token", admin);
            assertThat(asked.exchange("GET", "/v3/auth/tokens", null).status()).isEqualTo(200);

            otherApi.as(logIn(otherApi)).header("X-Subject-Token", admin).call("DELETE", "/v3/auth/tokens", null);
            clock.set(NOON.plus(Duration.ofSeconds(1)));

            assertThat(api.as(logIn(api))
                            .header("X-Subject-Token", admin)
                            .exchange("GET", "/v3/auth/tokens", null)
                            .status())
                    .isEqualTo(404);
        }
    }

    private static String logIn(TestApi api) {
        var answer =
                api.anonymous().call("POST", "/v3/auth/tokens", password("admin", "admin-secret", project("admin")));
        return String.valueOf(answer.headers().get("x-subject-token"));
    }

    private RestClient subject() {
        return keystone.admin().header("X-Subject-Token", token);
    }

    private int status() {
        return subject().exchange("GET", "/v3/auth/tokens", null).status();
    }

    private JsonNode validated() {
        return subject().get("/v3/auth/tokens").path("token");
    }

    private List<String> urls() {
        return validated().path("catalog").findValuesAsString("url");
    }

    private String role(String name) {
        return keystone.admin().get("/v3/roles?name=" + name).at("/roles/0/id").stringValue();
    }

    private void grant(String role, String method) {
        call(method, "/v3/projects/%s/users/%s/roles/%s".formatted(project, user, role(role)), null);
    }

    private void call(String method, String path, @Nullable Object body) {
        keystone.admin().call(method, path, body);
    }
}
