package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.names;
import static stratus.keystone.api.TestKeystone.project;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityApiTest {
    private static TestKeystone keystone;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static String role(String name) {
        return keystone.admin()
                .get("/v3/roles?name=" + name)
                .path("roles")
                .get(0)
                .path("id")
                .stringValue();
    }

    @Test
    void aProjectKeepsItsTagsOptionsAndExtras() {
        var admin = keystone.admin();
        var id = keystone.create(
                "projects", "project", Map.of("name", "kept", "tags", List.of("a", "b"), "color", "red"));
        var shown = admin.get("/v3/projects/" + id).path("project");
        assertThat(shown.path("color").stringValue()).isEqualTo("red");
        assertThat(shown.path("tags")).hasSize(2);
        assertThat(shown.path("parent_id").stringValue()).isEqualTo("default");
        assertThat(shown.path("links").path("self").stringValue()).isEqualTo(keystone.api.url() + "/v3/projects/" + id);
        var changed = admin.patch("/v3/projects/" + id, Map.of("project", Map.of("enabled", false)))
                .path("project");
        assertThat(changed.path("color").stringValue()).isEqualTo("red");
        assertThat(names(admin.get("/v3/projects?name=kept&enabled=false").path("projects")))
                .containsExactly("kept");
        assertThat(admin.exchange("PUT", "/v3/projects/" + id + "/tags/c", null).status())
                .isEqualTo(201);
        assertThat(admin.get("/v3/projects/" + id + "/tags").path("tags")).hasSize(3);
        assertThat(admin.exchange("POST", "/v3/projects", Map.of("project", Map.of("name", "kept")))
                        .status())
                .isEqualTo(409);
        assertThat(admin.exchange("DELETE", "/v3/projects/" + id, null).status())
                .isEqualTo(204);
        assertThat(admin.exchange("GET", "/v3/projects/" + id, null)
                        .body()
                        .path("error")
                        .path("message")
                        .stringValue())
                .isEqualTo("Could not find project: %s.".formatted(id));
    }

    @Test
    void anEnabledDomainIsNotDeletedAndADisabledOneGoesWithItsUsers() {
        var admin = keystone.admin();
        var domain = keystone.create("domains", "domain", Map.of("name", "acme"));
        var user = keystone.create("users", "user", Map.of("name", "wile", "domain_id", domain));
        assertThat(admin.exchange("DELETE", "/v3/domains/" + domain, null).status())
                .isEqualTo(403);
        admin.patch("/v3/domains/" + domain, Map.of("domain", Map.of("enabled", false)));
        assertThat(admin.exchange("DELETE", "/v3/domains/" + domain, null).status())
                .isEqualTo(204);
        assertThat(admin.exchange("GET", "/v3/users/" + user, null).status()).isEqualTo(404);
    }

    @Test
    void aUserWithARoleLogsInUntilItsPasswordIsAnother() {
        var admin = keystone.admin();
        var demo = admin.get("/v3/projects?name=demo")
                .path("projects")
                .get(0)
                .path("id")
                .stringValue();
        var user =
                keystone.create("users", "user", Map.of("name", "ann", "password", "one", "email", "ann@example.com"));
        assertThat(admin.get("/v3/users/" + user).path("user").path("email").stringValue())
                .isEqualTo("ann@example.com");
        var grant = "/v3/projects/%s/users/%s/roles/%s".formatted(demo, user, role("member"));
        assertThat(admin.exchange("PUT", grant, null).status()).isEqualTo(204);
        assertThat(admin.exchange("HEAD", grant, null).status()).isEqualTo(204);
        var token = keystone.token("ann", "one", project("demo"));
        assertThat(keystone.api.as(token).exchange("GET", "/v3/users", null).status())
                .isEqualTo(403);
        var change = Map.of("user", Map.of("original_password", "one", "password", "two"));
        assertThat(keystone.api
                        .anonymous()
                        .exchange("POST", "/v3/users/" + user + "/password", change)
                        .status())
                .isEqualTo(204);
        assertThat(keystone.api
                        .as(token)
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(401);
        var again = keystone.token("ann", "two", project("demo"));
        assertThat(keystone.api
                        .as(again)
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(200);
        assertThat(admin.exchange("DELETE", grant, null).status()).isEqualTo(204);
        assertThat(keystone.api
                        .as(again)
                        .exchange("GET", "/v3/auth/projects", null)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aGroupsRolesAreItsMembers() {
        var admin = keystone.admin();
        var demo = admin.get("/v3/projects?name=demo")
                .path("projects")
                .get(0)
                .path("id")
                .stringValue();
        var user = keystone.create("users", "user", Map.of("name", "bob", "password", "b"));
        var group = keystone.create("groups", "group", Map.of("name", "builders"));
        admin.put("/v3/groups/%s/users/%s".formatted(group, user), null);
        admin.put("/v3/projects/%s/groups/%s/roles/%s".formatted(demo, group, role("member")), null);
        var token = keystone.logIn("bob", "b", project("demo")).body().path("token");
        assertThat(names(token.path("roles"))).containsExactly("member", "reader");
        var effective = admin.get("/v3/role_assignments?effective&include_names=1&user.id=" + user)
                .path("role_assignments");
        assertThat(effective).hasSize(2);
        assertThat(effective.get(0).path("user").path("domain").path("name").stringValue())
                .isEqualTo("Default");
        assertThat(effective.get(0).path("links").path("membership").stringValue())
                .endsWith("/v3/groups/%s/users/%s".formatted(group, user));
        assertThat(names(admin.get("/v3/users/%s/groups".formatted(user)).path("groups")))
                .containsExactly("builders");
    }

    @Test
    void rolesImplyEachOther() {
        var admin = keystone.admin();
        var role = keystone.create("roles", "role", Map.of("name", "auditor"));
        var path = "/v3/roles/%s/implies/%s".formatted(role, role("reader"));
        assertThat(admin.exchange("PUT", path, null).status()).isEqualTo(201);
        assertThat(admin.get("/v3/roles/%s/implies".formatted(role))
                        .path("role_inference")
                        .path("implies"))
                .hasSize(1);
        assertThat(admin.get("/v3/role_inferences").path("role_inferences")).hasSize(4);
        assertThat(admin.exchange("DELETE", path, null).status()).isEqualTo(204);
        assertThat(admin.exchange("DELETE", "/v3/roles/" + role("admin"), null).status())
                .isEqualTo(403);
    }

    @Test
    void theCatalogIsKeptByOperators() {
        var admin = keystone.admin();
        var service = keystone.create("services", "service", Map.of("type", "dns", "name", "designate"));
        var endpoint = keystone.create(
                "endpoints",
                "endpoint",
                Map.of("service_id", service, "region_id", "RegionOne", "interface", "public", "url", "http://dns"));
        assertThat(admin.get("/v3/endpoints/" + endpoint)
                        .path("endpoint")
                        .path("region")
                        .stringValue())
                .isEqualTo("RegionOne");
        assertThat(admin.exchange("DELETE", "/v3/regions/RegionOne", null).status())
                .isEqualTo(403);
        assertThat(admin.exchange("DELETE", "/v3/services/" + service, null).status())
                .isEqualTo(204);
        assertThat(admin.exchange("GET", "/v3/endpoints/" + endpoint, null).status())
                .isEqualTo(404);
    }
}
