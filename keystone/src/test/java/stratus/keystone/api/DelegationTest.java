package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.names;
import static stratus.keystone.api.TestKeystone.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** Application credentials and trusts: power that somebody has by another's leave. */
class DelegationTest {
    private static TestKeystone keystone;
    private static String owner;
    private static String other;
    private static String demo;
    private static String member;
    private static String reader;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
        owner = keystone.create("users", "user", Map.of("name", "owner", "password", "pw"));
        other = keystone.create("users", "user", Map.of("name", "other", "password", "pw"));
        demo = keystone.admin()
                .get("/v3/projects?name=demo")
                .at("/projects/0/id")
                .stringValue();
        member = role("member");
        reader = role("reader");
        grant(owner);
        grant(other);
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static String role(String name) {
        return keystone.admin().get("/v3/roles?name=" + name).at("/roles/0/id").stringValue();
    }

    private static void grant(String user) {
        keystone.admin().put("/v3/projects/%s/users/%s/roles/%s".formatted(demo, user, member), null);
    }

    private static RestClient as(String user) {
        return keystone.api.as(keystone.token(user, "pw", project("demo")));
    }

    private static JsonNode applicationCredential(String name, Map<String, ?> more) {
        var fields = new HashMap<String, Object>(more);
        fields.put("name", name);
        return as("owner")
                .post("/v3/users/%s/application_credentials".formatted(owner), Map.of("application_credential", fields))
                .path("application_credential");
    }

    private static String token(RestClient.Answer answer) {
        return Objects.requireNonNull(answer.headers().get("x-subject-token"));
    }

    private static RestClient.Answer logIn(JsonNode credential) {
        var proof = Map.of(
                "id",
                credential.path("id").stringValue(),
                "secret",
                credential.path("secret").stringValue());
        return logIn(Map.of("methods", List.of("application_credential"), "application_credential", proof), null);
    }

    private static RestClient.Answer logIn(Map<String, ?> identity, @Nullable Object scope) {
        var auth = new HashMap<String, Object>(Map.of("identity", identity));
        if (scope != null) {
            auth.put("scope", scope);
        }
        return keystone.api.anonymous().exchange("POST", "/v3/auth/tokens", Map.of("auth", auth));
    }

    @Test
    void anApplicationLogsInWithTheRolesItWasGiven() {
        var credential = applicationCredential("narrow", Map.of("roles", List.of(Map.of("name", "reader"))));
        var answer = logIn(credential);
        assertThat(answer.status()).isEqualTo(201);
        var token = answer.body().path("token");
        assertThat(names(token.path("roles"))).containsExactly("reader");
        assertThat(token.at("/project/id").stringValue()).isEqualTo(demo);
        assertThat(token.at("/application_credential/restricted").booleanValue())
                .isTrue();
    }

    @Test
    void aRestrictedApplicationMakesNoOthers() {
        var token = token(logIn(applicationCredential("restricted", Map.of())));
        var path = "/v3/users/%s/application_credentials".formatted(owner);
        var body = Map.of("application_credential", Map.of("name", "escape"));
        assertThat(keystone.api.as(token).exchange("POST", path, body).status()).isEqualTo(403);
    }

    @Test
    void anApplicationCannotHaveMoreThanItsUser() {
        var path = "/v3/users/%s/application_credentials".formatted(owner);
        var body =
                Map.of("application_credential", Map.of("name", "greedy", "roles", List.of(Map.of("name", "admin"))));
        assertThat(as("owner").exchange("POST", path, body).status()).isEqualTo(400);
    }

    @Test
    void aTokenWithAccessRulesIsForThoseRequestsOnly() {
        var rule = Map.of("service", "identity", "method", "GET", "path", "/v3/auth/*");
        var credential = applicationCredential("ruled", Map.of("access_rules", List.of(rule)));
        var client = keystone.api.as(token(logIn(credential)));
        assertThat(client.exchange("GET", "/v3/auth/projects", null).status()).isEqualTo(200);
        assertThat(client.exchange("GET", "/v3/users/" + owner, null).status()).isEqualTo(401);
    }

    @Test
    void whoDoesNotKnowAccessRulesCannotValidateATokenThatHasSome() {
        var rule = Map.of("service", "compute", "method", "GET", "path", "/v2.1/servers");
        var token = token(logIn(applicationCredential("validated", Map.of("access_rules", List.of(rule)))));
        var ignorant = keystone.admin().header("X-Subject-Token", token);
        assertThat(ignorant.exchange("GET", "/v3/auth/tokens", null).status()).isEqualTo(404);
        var knowing = ignorant.header("OpenStack-Identity-Access-Rules", "1");
        assertThat(knowing.get("/v3/auth/tokens")
                        .at("/token/application_credential/access_rules/0/service")
                        .stringValue())
                .isEqualTo("compute");
    }

    @Test
    void aDeletedCredentialsTokensAreNoneAnyMore() {
        var credential = applicationCredential("brief", Map.of());
        var token = token(logIn(credential));
        assertThat(keystone.api
                        .as(token)
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(200);
        var path = "/v3/users/%s/application_credentials/%s"
                .formatted(owner, credential.path("id").stringValue());
        assertThat(as("owner").exchange("DELETE", path, null).status()).isEqualTo(204);
        assertThat(keystone.api
                        .as(token)
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(401);
    }

    private static JsonNode trust(boolean impersonation, Map<String, ?> more) {
        var fields = new HashMap<String, Object>(more);
        fields.put("trustor_user_id", owner);
        fields.put("trustee_user_id", other);
        fields.put("project_id", demo);
        fields.put("impersonation", impersonation);
        fields.put("roles", List.of(Map.of("id", reader)));
        return as("owner").post("/v3/OS-TRUST/trusts", Map.of("trust", fields)).path("trust");
    }

    private static RestClient.Answer use(JsonNode trust, String user) {
        var person = Map.of("name", user, "password", "pw", "domain", Map.of("id", "default"));
        return logIn(
                Map.of("methods", List.of("password"), "password", Map.of("user", person)),
                Map.of("OS-TRUST:trust", Map.of("id", trust.path("id").stringValue())));
    }

    @Test
    void aTrusteeActsAsTheTrustorWhereItMayImpersonate() {
        var token = use(trust(true, Map.of()), "other").body().path("token");
        assertThat(token.at("/user/id").stringValue()).isEqualTo(owner);
        assertThat(token.at("/OS-TRUST:trust/trustee_user/id").stringValue()).isEqualTo(other);
        assertThat(names(token.path("roles"))).containsExactly("reader");
        assertThat(use(trust(false, Map.of()), "other")
                        .body()
                        .at("/token/user/id")
                        .stringValue())
                .isEqualTo(other);
    }

    @Test
    void aTrustIsForTheTrusteeAloneAndForAsManyUsesAsItHas() {
        var once = trust(true, Map.of("remaining_uses", 1));
        assertThat(use(once, "owner").status()).isEqualTo(403);
        var first = use(once, "other");
        assertThat(first.status()).isEqualTo(201);
        assertThat(use(once, "other").status()).isEqualTo(403);
        assertThat(keystone.api
                        .as(token(first))
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTrustIsHandedOnNoFurtherThanItSays() {
        var first = trust(true, Map.of("allow_redelegation", true, "redelegation_count", 1));
        var trustee = keystone.api.as(token(use(first, "other")));
        var fields = Map.of(
                "trustor_user_id",
                owner,
                "trustee_user_id",
                owner,
                "project_id",
                demo,
                "impersonation",
                false,
                "allow_redelegation",
                true,
                "roles",
                List.of(Map.of("id", reader)));
        var second = trustee.exchange("POST", "/v3/OS-TRUST/trusts", Map.of("trust", fields));
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().at("/trust/redelegation_count").intValue()).isZero();
        assertThat(second.body().at("/trust/redelegated_trust_id").stringValue())
                .isEqualTo(first.path("id").stringValue());
    }
}
