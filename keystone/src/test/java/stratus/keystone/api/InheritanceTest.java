package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Projects below projects, and roles that come down to them. */
class InheritanceTest {
    private static TestKeystone keystone;
    private static String domain;
    private static String top;
    private static String middle;
    private static String leaf;
    private static String user;
    private static String member;

    @BeforeAll
    static void grow() {
        keystone = new TestKeystone();
        domain = keystone.create("domains", "domain", Map.of("name", "tree"));
        top = keystone.create("projects", "project", Map.of("name", "top", "domain_id", domain));
        middle = keystone.create("projects", "project", Map.of("name", "middle", "parent_id", top));
        leaf = keystone.create("projects", "project", Map.of("name", "leaf", "parent_id", middle));
        user = keystone.create("users", "user", Map.of("name", "heir", "password", "pw", "domain_id", domain));
        member = keystone.admin().get("/v3/roles?name=member").at("/roles/0/id").asString();
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static JsonNode project(String query) {
        return keystone.admin()
                .get("/v3/projects/%s?%s".formatted(middle, query))
                .path("project");
    }

    private static int status(String method, String path, @Nullable Object body) {
        return keystone.admin().exchange(method, path, body).status();
    }

    @Test
    void aHierarchyIsShownByIdsUpAndDown() {
        assertThat(project("parents_as_ids").path("parents").path(top).has(domain))
                .isTrue();
        assertThat(project("subtree_as_ids").path("subtree").path(leaf).isNull())
                .isTrue();
        assertThat(status("GET", "/v3/projects/%s?parents_as_ids&parents_as_list".formatted(middle), null))
                .isEqualTo(400);
        assertThat(project("parents_as_list").path("parents")).isEmpty(); // the administrator has no role there
    }

    @Test
    void aRoleInheritedFromAProjectCountsBelowItOnly() {
        var path = "/OS-INHERIT/projects/%s/users/%s/roles/%s/inherited_to_projects".formatted(top, user, member);
        assertThat(status("PUT", "/v3" + path, null)).isEqualTo(204);
        assertThat(status("HEAD", "/v3" + path, null)).isEqualTo(204);

        assertThat(logIn(leaf)).isEqualTo(201);
        assertThat(logIn(top)).isEqualTo(401);
        var all = keystone.admin()
                .get("/v3/role_assignments?effective&user.id=" + user)
                .path("role_assignments");
        assertThat(all.values())
                .extracting(a -> a.at("/scope/project/id").asString())
                .contains(middle, leaf);
        assertThat(all.at("/0/links/assignment").asString()).endsWith(path);
        assertThat(all.at("/0/scope/OS-INHERIT:inherited_to").asString()).isEqualTo("projects");
        var raw = keystone.admin()
                .get("/v3/role_assignments?scope.project.id=%s&include_subtree&include_names".formatted(top))
                .path("role_assignments");
        assertThat(raw).hasSize(1);
        assertThat(raw.at("/0/user/domain/name").asString()).isEqualTo("tree");

        assertThat(status("DELETE", "/v3" + path, null)).isEqualTo(204);
        assertThat(logIn(leaf)).isEqualTo(401);
    }

    @Test
    void aRoleInheritedFromADomainCountsOnItsProjects() {
        var list = "/v3/OS-INHERIT/domains/%s/users/%s/roles".formatted(domain, user);
        var path = list + "/" + member + "/inherited_to_projects";
        assertThat(status("PUT", path, null)).isEqualTo(204);
        assertThat(keystone.admin().get(list + "/inherited_to_projects").path("roles"))
                .hasSize(1);
        assertThat(logIn(top)).isEqualTo(201);
        assertThat(status("DELETE", path, null)).isEqualTo(204);
    }

    private static int logIn(String project) {
        var who = Map.of("id", user, "password", "pw");
        var auth = Map.of(
                "identity",
                Map.of("methods", List.of("password"), "password", Map.of("user", who)),
                "scope",
                Map.of("project", Map.of("id", project)));
        return keystone.api
                .anonymous()
                .exchange("POST", "/v3/auth/tokens", Map.of("auth", auth))
                .status();
    }

    @Test
    void whatIsImmutableIsFirstMadeMutable() {
        var id = keystone.create("projects", "project", Map.of("name", "stone", "options", Map.of("immutable", true)));
        var path = "/v3/projects/" + id;
        var mutable = Map.of("options", Map.of("immutable", false));
        assertThat(status("PATCH", path, Map.of("project", Map.of("name", "sand"))))
                .isEqualTo(403);
        assertThat(status("DELETE", path, null)).isEqualTo(403);
        assertThat(status("PATCH", path, Map.of("project", mutable))).isEqualTo(200);
        assertThat(status("DELETE", path, null)).isEqualTo(204);
    }

    @Test
    void theNextPageIsOfTheSameList() {
        var first = keystone.admin().get("/v3/users?domain_id=default&limit=2&enabled=true");
        var next = first.at("/links/next").asString();
        assertThat(next).contains("domain_id=default").contains("enabled=true").contains("marker=");
        assertThat(first.path("users")).hasSize(2);
    }
}
