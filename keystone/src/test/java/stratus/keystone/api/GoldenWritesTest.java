package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Golden;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Upstream's sample requests, sent as they are but for the ids in them: their answers have all that its samples have. */
class GoldenWritesTest {
    /** In the samples, and not in what upstream answers today. */
    private static final Set<String> GONE = Set.of(
            // of an update in which they were given
            ".service.description is missing",
            ".user.email is missing",
            ".user.description is missing",
            ".user.federated is missing",
            ".user.default_project_id is missing",
            ".user.domain is missing",
            ".endpoint.name is missing",
            ".links.next is missing",
            ".links.previous is missing",
            // of a group and of an option, where upstream answers with "config" around it
            ".ldap is missing",
            ".url is missing",
            // as it was sent
            ".policy.blob is STRING, not OBJECT");

    private static TestKeystone keystone;
    private static Map<String, String> ids;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
        ids = Map.of(
                "domain_id", "default",
                "project_id", id("projects", "demo"),
                "default_project_id", id("projects", "demo"),
                "user_id", id("users", "admin"),
                "service_id", id("services", "nova"),
                "region_id", "RegionOne",
                "parent_region_id", "RegionOne");
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static String id(String collection, String name) {
        return keystone.admin()
                .get("/v3/%s?name=%s".formatted(collection, name))
                .path(collection)
                .get(0)
                .path("id")
                .asString();
    }

    private static JsonNode sample(String name) {
        var found = Golden.sample("keystone/v3/samples/admin/%s.json".formatted(name));
        assumeTrue(found.isPresent(), "no sample " + name);
        return found.get();
    }

    /** With ids that exist; users of other clouds are left out. */
    private static JsonNode request(String name) {
        var request = sample(name + "-request");
        place(request);
        return request;
    }

    private static void place(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("federated");
            object.propertyNames().stream()
                    .filter(name -> ids.containsKey(name) && object.path(name).isString())
                    .toList()
                    .forEach(name -> object.put(name, ids.get(name)));
            object.values().forEach(GoldenWritesTest::place);
        } else if (node instanceof ArrayNode array) {
            array.values().forEach(GoldenWritesTest::place);
        }
    }

    private static JsonNode send(String method, String path, @Nullable JsonNode body, int status, String sample) {
        RestClient.Answer answer = keystone.admin().exchange(method, path, body);
        assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
        assertThat(Golden.missing(sample(sample + "-response"), answer.body()))
                .as(method + " " + path)
                .isSubsetOf(GONE);
        return answer.body();
    }

    private static void delete(String path) {
        assertThat(keystone.admin().exchange("DELETE", path, null).status())
                .as(path)
                .isEqualTo(204);
        assertThat(keystone.admin().exchange("GET", path, null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "credential, credentials",
        "endpoint, endpoints",
        "group, groups",
        "project, projects",
        "region, regions",
        "role, roles",
        "service, services",
        "user, users",
    })
    void madeShownChangedAndDeleted(String name, String collection) {
        var made = send("POST", "/v3/" + collection, request(name + "-create"), 201, name + "-create");
        var path = "/v3/%s/%s".formatted(collection, made.path(name).path("id").asString());
        send("GET", path, null, 200, name + "-show");
        send("PATCH", path, request(name + "-update"), 200, name + "-update");
        delete(path);
    }

    @Test
    void aDomainAndItsConfiguration() {
        var domain = send("POST", "/v3/domains", request("domain-create"), 201, "domain-create")
                .at("/domain/id")
                .asString();
        var path = "/v3/domains/" + domain;
        send("PATCH", path, request("domain-update"), 200, "domain-update");
        var config = path + "/config";
        send("PUT", config, request("domain-config-create"), 201, "domain-config-create");
        send("GET", config, null, 200, "domain-config-show");
        send("PATCH", config, request("domain-config-update"), 200, "domain-config-update");
        send("GET", config + "/ldap", null, 200, "domain-config-group-show");
        send("GET", config + "/ldap/url", null, 200, "domain-config-group-option-show");
        send("GET", "/v3/domains/config/default", null, 200, "domain-config-default");
        send("GET", "/v3/domains/config/ldap/default", null, 200, "domain-config-group-default");
        send("GET", "/v3/domains/config/ldap/url/default", null, 200, "domain-config-group-option-default");
        delete(config);
    }

    @Test
    void registeredLimitsAndLimits() {
        var registered = send(
                "POST", "/v3/registered_limits", request("registered-limits-create"), 201, "registered-limits-create");
        send("GET", "/v3/registered_limits", null, 200, "registered-limits-list");
        var path = "/v3/registered_limits/"
                + registered.at("/registered_limits/0/id").asString();
        send("GET", path, null, 200, "registered-limit-show");
        send("PATCH", path, request("registered-limits-update"), 200, "registered-limits-update");
        var made = send("POST", "/v3/limits", request("limits-create"), 201, "limits-create");
        send("GET", "/v3/limits", null, 200, "limits-list");
        send("GET", "/v3/limits/model", null, 200, "limit-flat-model");
        var limit = "/v3/limits/" + made.at("/limits/0/id").asString();
        send("GET", limit, null, 200, "limit-show");
        send("PATCH", limit, request("limits-update"), 200, "limits-update");
        delete(limit);
        delete(path);
    }

    @Test
    void applicationCredentialsAndTheirAccessRules() {
        var wanted = request("application-credential-create");
        ((ObjectNode) wanted.path("application_credential")).put("expires_at", "2999-02-27T18:30:59Z");
        ((ObjectNode) wanted.at("/application_credential/roles/0")).put("name", "reader");
        var all = "/v3/users/%s/application_credentials".formatted(ids.get("user_id"));
        var made = send("POST", all, wanted, 201, "application-credential-create");
        send("GET", all, null, 200, "application-credential-list");
        var path = all + "/" + made.at("/application_credential/id").asString();
        send("GET", path, null, 200, "application-credential-get");
        var rules = "/v3/users/%s/access_rules".formatted(ids.get("user_id"));
        var found = send("GET", rules, null, 200, "access-rules-list");
        send("GET", rules + "/" + found.at("/access_rules/0/id").asString(), null, 200, "access-rule-get");
        delete(path);
    }

    /** Their sample of a change sends an object, which upstream refuses. */
    @Test
    void policies() {
        var made = send("POST", "/v3/policies", request("policy-create"), 201, "policy-create");
        var path = "/v3/policies/" + made.at("/policy/id").asString();
        send("GET", path, null, 200, "policy-show");
        var refused = keystone.admin().exchange("PATCH", path, request("policy-update"));
        assertThat(refused.status()).isEqualTo(400);
        send("PATCH", path, request("policy-create"), 200, "policy-update");
        delete(path);
    }

    @Test
    void tagsAndImpliedRoles() {
        var demo = "/v3/projects/" + ids.get("project_id");
        // the sample of this answer is that of another
        send("PUT", demo + "/tags", request("project-tags-update"), 200, "project-tags-list");
        var implied = "/v3/roles/%s/implies/%s".formatted(id("roles", "service"), id("roles", "reader"));
        send("PUT", implied, null, 201, "create-role-inferences");
        delete(implied);
    }

    @Test
    void aPasswordIsChanged() {
        var user = keystone.create("users", "user", Map.of("name", "changing", "password", "secretsecret"));
        var answer = keystone.api
                .anonymous()
                .exchange("POST", "/v3/users/%s/password".formatted(user), request("user-password-update"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(keystone.logIn("changing", "new_secretsecret", "unscoped").status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "admin/auth-password-unscoped-request, admin/auth-password-unscoped-response",
        "admin/auth-password-unscoped-request-with-domain, admin/auth-password-unscoped-response",
        "admin/auth-password-explicit-unscoped-request, admin/auth-password-explicit-unscoped-response",
        "admin/auth-password-system-scoped-request-with-domain, auth/responses/system-scoped-password",
        "admin/auth-token-unscoped-request, admin/auth-token-unscoped-response",
        "admin/auth-token-explicit-unscoped-request, admin/auth-token-unscoped-response",
        "admin/auth-token-scoped-request, admin/auth-token-scoped-response",
        "auth/requests/project-id-password, auth/responses/project-scoped-password",
        "auth/requests/project-name-password, admin/auth-password-project-scoped-response",
        "auth/requests/project-id-token, auth/responses/project-scoped-token",
        "auth/requests/project-name-token, auth/responses/project-scoped-token",
        "auth/requests/domain-id-password, auth/responses/domain-scoped-password",
        "auth/requests/domain-name-password, auth/responses/domain-scoped-password",
        "auth/requests/domain-id-token, auth/responses/domain-scoped-token",
        "auth/requests/domain-name-token, auth/responses/domain-scoped-token",
        "auth/requests/system-password, auth/responses/system-scoped-password",
        "auth/requests/system-token, auth/responses/system-scoped-token",
    })
    void logsIn(String requestName, String responseName) {
        var request = Golden.sample("keystone/v3/samples/%s.json".formatted(requestName));
        var response = Golden.sample("keystone/v3/samples/%s.json".formatted(responseName));
        assumeTrue(request.isPresent() && response.isPresent());
        var role = "/v3/domains/default/users/%s/roles/%s".formatted(ids.get("user_id"), id("roles", "admin"));
        keystone.admin().put(role, null);
        if (request.get().at("/auth/scope/project") instanceof ObjectNode project && project.has("id")) {
            project.put("id", id("projects", "admin"));
        }
        identify(request.get().at("/auth/identity"));

        var answer = keystone.api.anonymous().exchange("POST", "/v3/auth/tokens", request.get());

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(Golden.missing(response.get(), answer.body()))
                .isSubsetOf(List.of(".token.is_domain is missing", ".token.extras is missing"));
    }

    private static void identify(JsonNode identity) {
        if (identity.path("token") instanceof ObjectNode token) {
            token.put("id", keystone.token("admin", "admin-secret", "unscoped"));
        }
        if (identity.at("/password/user") instanceof ObjectNode user) {
            user.put("password", "admin-secret");
            if (user.has("id")) {
                user.put("id", ids.get("user_id"));
            }
        }
    }
}
