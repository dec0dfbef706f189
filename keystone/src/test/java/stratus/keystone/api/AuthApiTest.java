package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.names;
import static stratus.keystone.api.TestKeystone.project;
import static stratus.keystone.api.TestKeystone.system;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuthApiTest {
    private static TestKeystone keystone;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    @Test
    void theVersionsAreMultipleChoices() {
        var root = keystone.api.anonymous().exchange("GET", "/", null);
        assertThat(root.status()).isEqualTo(300);
        assertThat(root.body().path("versions").path("values").get(0).path("id").stringValue())
                .isEqualTo("v3.14");
        var v3 = keystone.api.anonymous().get("/v3");
        assertThat(v3.path("version").path("links").get(0).path("href").stringValue())
                .isEqualTo(keystone.api.url() + "/v3/");
    }

    @Test
    void aProjectScopedTokenHasImpliedRolesAndACatalog() {
        var answer = keystone.logIn("admin", "admin-secret", project("admin"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().get("x-subject-token")).hasSizeBetween(32, 255);
        var token = answer.body().path("token");
        assertThat(names(token.path("roles"))).containsExactly("admin", "manager", "member", "reader");
        assertThat(token.path("project").path("name").stringValue()).isEqualTo("admin");
        assertThat(token.path("is_domain").booleanValue()).isFalse();
        assertThat(token.path("methods").get(0).stringValue()).isEqualTo("password");
        assertThat(token.path("audit_ids").get(0).stringValue()).hasSize(22);
        assertThat(token.path("expires_at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{6}Z");
        var project = token.path("project").path("id").stringValue();
        assertThat(token.path("catalog").findValuesAsString("url")).contains("http://127.0.0.1:8776/v3/" + project);
        assertThat(token.path("catalog").get(0).path("endpoints")).hasSize(3);
    }

    @Test
    void theCatalogCanBeLeftOut() {
        var body = TestKeystone.password("admin", "admin-secret", project("admin"));
        var token = keystone.api.anonymous().post("/v3/auth/tokens?nocatalog", body);
        assertThat(token.path("token").has("catalog")).isFalse();
    }

    @Test
    void scopesAreSystemDomainAndNone() {
        var system = keystone.logIn("admin", "admin-secret", system()).body().path("token");
        assertThat(system.path("system").path("all").booleanValue()).isTrue();
        var domain = keystone.logIn("admin", "admin-secret", Map.of("domain", Map.of("name", "Default")));
        assertThat(domain.body().path("token").path("domain").path("id").stringValue())
                .isEqualTo("default");
        var none = keystone.logIn("admin", "admin-secret", "unscoped").body().path("token");
        assertThat(none.has("roles")).isFalse();
        assertThat(none.has("catalog")).isFalse();
    }

    @Test
    void unknownUsersAndWrongPasswordsReadAlike() {
        var wrong = keystone.logIn("admin", "nope", project("admin"));
        var unknown = keystone.logIn("nobody", "nope", project("admin"));
        var elsewhere = keystone.logIn("nova", "service-secret", project("demo"));
        assertThat(List.of(wrong.status(), unknown.status(), elsewhere.status()))
                .containsOnly(401);
        assertThat(unknown.body()).isEqualTo(wrong.body()).isEqualTo(elsewhere.body());
        assertThat(wrong.body().path("error").path("message").stringValue())
                .isEqualTo("The request you have made requires authentication.");
    }

    @Test
    void aTokenBuysAnotherThatEndsNoLater() {
        var first = keystone.logIn("admin", "admin-secret", "unscoped");
        var request = rescoped(String.valueOf(first.headers().get("x-subject-token")), "demo");
        assertThat(keystone.api
                        .anonymous()
                        .exchange("POST", "/v3/auth/tokens", request)
                        .status())
                .isEqualTo(401);
        var second = keystone.api
                .anonymous()
                .post("/v3/auth/tokens", rescoped(String.valueOf(first.headers().get("x-subject-token")), "admin"))
                .path("token");
        assertThat(second.path("expires_at"))
                .isEqualTo(first.body().path("token").path("expires_at"));
        assertThat(second.path("audit_ids").get(1))
                .isEqualTo(first.body().path("token").path("audit_ids").get(0));
        assertThat(second.path("methods").values().stream().map(n -> n.stringValue()))
                .containsExactlyInAnyOrder("password", "token");
    }

    private static Map<String, Object> rescoped(String token, String project) {
        return Map.of(
                "auth",
                Map.of(
                        "identity",
                        Map.of("methods", List.of("token"), "token", Map.of("id", token)),
                        "scope",
                        project(project)));
    }

    @Test
    void aTokenIsValidUntilItIsRevoked() {
        var told = new AtomicInteger();
        keystone.service.onRevocation(told::incrementAndGet);
        var subject = keystone.token("nova", "service-secret", project("service"));
        var other = keystone.token("nova", "service-secret", project("service"));
        var admin = keystone.admin().header("X-Subject-Token", subject);
        assertThat(admin.get("/v3/auth/tokens")
                        .path("token")
                        .path("user")
                        .path("name")
                        .stringValue())
                .isEqualTo("nova");
        assertThat(admin.exchange("HEAD", "/v3/auth/tokens", null).status()).isEqualTo(200);
        assertThat(admin.exchange("DELETE", "/v3/auth/tokens", null).status()).isEqualTo(204);
        assertThat(told).hasValue(1);
        assertThat(admin.exchange("GET", "/v3/auth/tokens", null).status()).isEqualTo(404);
        assertThat(keystone.api
                        .as(subject)
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(401);
        assertThat(keystone.api
                        .as(other)
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aGarbledTokenIsRefused() {
        var good = keystone.token("admin", "admin-secret", project("admin"));
        var bad = good.substring(0, 50) + (good.charAt(50) == 'A' ? 'B' : 'A') + good.substring(51);
        for (var token : List.of(bad, "gAAAA", "not base64!", good + "AAAA")) {
            assertThat(keystone.api
                            .as(token)
                            .exchange("GET", "/v3/auth/projects", null)
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatATokensOwnerCouldHaveIsListed() {
        var admin = keystone.api.as(keystone.token("admin", "admin-secret", "unscoped"));
        assertThat(names(admin.get("/v3/auth/projects").path("projects"))).containsExactly("admin");
        assertThat(names(admin.get("/v3/auth/domains").path("domains"))).containsExactly("Default");
        assertThat(admin.get("/v3/auth/system").path("system")).hasSize(1);
        assertThat(admin.exchange("GET", "/v3/auth/catalog", null).status()).isEqualTo(403);
        assertThat(keystone.admin().get("/v3/auth/catalog").path("catalog")).hasSize(3);
    }

    @Test
    void bootstrapAddsNothingTwice() {
        keystone.service.bootstrap().run(TestKeystone.SEED);
        assertThat(keystone.admin().get("/v3/auth/catalog").path("catalog")).hasSize(3);
    }

    @Test
    void malformedRequestsAreToldWhatIsMissing() {
        var answer = keystone.api.anonymous().exchange("POST", "/v3/auth/tokens", Map.of("auth", Map.of()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("error").path("message").stringValue())
                .startsWith("Expecting to find identity in auth.");
    }
}
