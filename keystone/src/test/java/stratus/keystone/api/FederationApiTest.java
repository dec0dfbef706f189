package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** Identity providers, their protocols and mappings, and service providers. */
class FederationApiTest {
    private static final String IDPS = "/v3/OS-FEDERATION/identity_providers/";
    private static final String MAPPINGS = "/v3/OS-FEDERATION/mappings/";
    private static final String SPS = "/v3/OS-FEDERATION/service_providers/";
    private static final Map<String, Object> RULE =
            Map.of("local", List.of(Map.of("user", Map.of("name", "{0}"))), "remote", List.of(Map.of("type", "NAME")));

    private static TestKeystone keystone;
    private static RestClient admin;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
        admin = keystone.admin();
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static RestClient.Answer idp(String id, Map<String, ?> fields) {
        return admin.exchange("PUT", IDPS + id, Map.of("identity_provider", fields));
    }

    private static RestClient.Answer mapping(String id, Map<String, ?> fields) {
        return admin.exchange("PUT", MAPPINGS + id, Map.of("mapping", fields));
    }

    private static RestClient.Answer protocol(String method, String path, String mapping) {
        return admin.exchange(method, IDPS + path, Map.of("protocol", Map.of("mapping_id", mapping)));
    }

    private static RestClient.Answer sp(String method, String id, Map<String, ?> fields) {
        return admin.exchange(method, SPS + id, Map.of("service_provider", fields));
    }

    private static int status(String method, String path) {
        return admin.exchange(method, path, null).status();
    }

    @Test
    void anIdentityProviderGetsADomainOfItsOwn() {
        var made = idp("acme", Map.of("description", "d"));
        assertThat(made.status()).isEqualTo(201);
        var shown = made.body().path("identity_provider");
        assertThat(shown.path("enabled").asBoolean(true)).isFalse();
        assertThat(shown.path("remote_ids").isEmpty()).isTrue();
        assertThat(shown.at("/links/protocols").asString())
                .endsWith("/OS-FEDERATION/identity_providers/acme/protocols");
        var domain = shown.path("domain_id").stringValue();
        assertThat(admin.get("/v3/domains/" + domain).at("/domain/description").stringValue())
                .isEqualTo("Auto generated federated domain for Identity Provider: acme");

        admin.exchange("PATCH", "/v3/domains/" + domain, Map.of("domain", Map.of("enabled", false)));
        assertThat(status("DELETE", "/v3/domains/" + domain)).isEqualTo(204);
        assertThat(status("GET", IDPS + "acme")).as("it goes with its domain").isEqualTo(404);
    }

    @Test
    void aRemoteIdNamesOneIdentityProvider() {
        assertThat(idp("first", Map.of("remote_ids", List.of("b", "a"))).status())
                .isEqualTo(201);
        assertThat(idp("second", Map.of("remote_ids", List.of("a"))).status()).isEqualTo(409);
        assertThat(idp("first", Map.of()).status()).isEqualTo(409);
        var changed = admin.exchange(
                "PATCH",
                IDPS + "first",
                Map.of("identity_provider", Map.of("remote_ids", List.of("c"), "enabled", true)));
        assertThat(changed.body().at("/identity_provider/remote_ids").toString())
                .isEqualTo("[\"c\"]");
        assertThat(idp("second", Map.of("remote_ids", List.of("a"))).status()).isEqualTo(201);
    }

    @Test
    void anIdentityProviderStaysInItsDomain() {
        assertThat(idp("lost", Map.of("domain_id", "nowhere")).status()).isEqualTo(404);
        assertThat(idp("placed", Map.of("domain_id", "default")).status()).isEqualTo(201);
        var moved = Map.of("identity_provider", Map.of("domain_id", "elsewhere"));
        assertThat(admin.exchange("PATCH", IDPS + "placed", moved).status()).isEqualTo(400);
        assertThat(status("DELETE", IDPS + "placed")).isEqualTo(204);
    }

    @Test
    void aProtocolNeedsAMapping() {
        idp("spoken", Map.of("domain_id", "default"));
        assertThat(mapping("m", Map.of("rules", List.of(RULE))).status()).isEqualTo(201);
        assertThat(protocol("PUT", "spoken/protocols/saml2", "none").status()).isEqualTo(400);
        assertThat(protocol("PUT", "nobody/protocols/saml2", "m").status()).isEqualTo(404);
        assertThat(protocol("PUT", "spoken/protocols/saml2", "m").status()).isEqualTo(201);
        assertThat(protocol("PUT", "spoken/protocols/saml2", "m").status()).isEqualTo(409);
        assertThat(protocol("PATCH", "spoken/protocols/saml2", "none").status()).isEqualTo(400);
        assertThat(admin.get(IDPS + "spoken/protocols")
                        .at("/protocols/0/idp_id")
                        .stringValue())
                .isEqualTo("spoken");
        assertThat(status("DELETE", IDPS + "spoken")).isEqualTo(204);
        assertThat(status("GET", IDPS + "spoken/protocols/saml2")).isEqualTo(404);
    }

    @Test
    void aMappingHasRulesThatMakeSense() {
        assertThat(mapping("bad", Map.of()).status()).isEqualTo(400);
        assertThat(mapping("bad", Map.of("rules", List.of())).status()).isEqualTo(400);
        var both = Map.of("type", "t", "any_one_of", List.of(), "whitelist", List.of());
        var answer = mapping("bad", Map.of("rules", List.of(Map.of("local", List.of(), "remote", List.of(both)))));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/message").asString())
                .contains("is not valid under any of the given schemas");

        assertThat(mapping("good", Map.of("rules", List.of(RULE))).status()).isEqualTo(201);
        assertThat(mapping("good", Map.of("rules", List.of(RULE))).status()).isEqualTo(409);
        assertThat(admin.get(MAPPINGS + "good")
                        .at("/mapping/rules/0/remote/0/type")
                        .stringValue())
                .isEqualTo("NAME");
        assertThat(status("DELETE", MAPPINGS + "good")).isEqualTo(204);
    }

    @Test
    void projectsMayNameDomainsInLaterVersionsOnly() {
        var project = Map.of("name", "p", "roles", List.of(Map.of("name", "r")), "domain", Map.of("name", "d"));
        var rule = Map.of(
                "local", List.of(Map.of("projects", List.of(project))), "remote", List.of(Map.of("type", "NAME")));
        assertThat(mapping("v1", Map.of("rules", List.of(rule))).status()).isEqualTo(400);
        assertThat(mapping("v2", Map.of("rules", List.of(rule), "schema_version", "2.0"))
                        .status())
                .isEqualTo(201);
        assertThat(mapping("v9", Map.of("rules", List.of(RULE), "schema_version", "9.0"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tokensTellOfEnabledServiceProviders() {
        var urls = Map.of("auth_url", "https://a.example/auth", "sp_url", "https://a.example/sp");
        assertThat(sp("PUT", "broken", Map.of("auth_url", "nowhere", "sp_url", "https://a.example"))
                        .status())
                .isEqualTo(400);
        assertThat(sp("PUT", "broken", Map.of("sp_url", "https://a.example")).status())
                .isEqualTo(400);
        var made = sp("PUT", "other", urls).body().path("service_provider");
        assertThat(made.path("relay_state_prefix").stringValue()).isEqualTo("ss:mem:");
        assertThat(inToken().isMissingNode()).isTrue();
        assertThat(sp("PATCH", "other", Map.of("enabled", true)).status()).isEqualTo(200);
        assertThat(inToken().toString())
                .contains("\"id\":\"other\"", "\"auth_url\":\"https://a.example/auth\"", "\"sp_url\"");
        assertThat(status("DELETE", SPS + "other")).isEqualTo(204);
        assertThat(inToken().isMissingNode()).isTrue();
    }

    private static JsonNode inToken() {
        return keystone.logIn("admin", "admin-secret", TestKeystone.project("admin"))
                .body()
                .at("/token/service_providers");
    }

    @Test
    void onlyAdministratorsManageFederation() {
        keystone.create("users", "user", Map.of("name", "plain", "password", "plain-secret"));
        var id = admin.get("/v3/users?name=plain").at("/users/0/id").stringValue();
        var role = admin.get("/v3/roles?name=member").at("/roles/0/id").stringValue();
        var project = admin.get("/v3/projects?name=demo").at("/projects/0/id").stringValue();
        admin.put("/v3/projects/%s/users/%s/roles/%s".formatted(project, id, role), null);
        var plain = keystone.api.as(keystone.token("plain", "plain-secret", TestKeystone.project("demo")));
        assertThat(plain.exchange("GET", IDPS + "none", null).status()).isEqualTo(403);
        assertThat(plain.exchange("GET", "/v3/OS-FEDERATION/mappings", null).status())
                .isEqualTo(403);
        assertThat(plain.exchange("GET", "/v3/OS-FEDERATION/projects", null)
                        .body()
                        .at("/projects/0/name")
                        .stringValue())
                .isEqualTo("demo");
    }
}
