package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.client.IOSClientBuilder;
import org.openstack4j.api.exceptions.AuthenticationException;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.openstack.OSFactory;

/** OpenStack4j logs in in each scope that it knows (it has none for the system), and reads the catalog. */
class OpenStack4jTest {
    private static final Identifier DOMAIN = Identifier.byName("Default");

    private static TestKeystone keystone;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
        var admin = keystone.admin();
        for (var endpoint : admin.get("/v3/endpoints").path("endpoints").values()) {
            if (endpoint.path("url").asString().contains(":5000")) {
                var here = Map.of("endpoint", Map.of("url", keystone.api.url() + "/v3"));
                admin.exchange("PATCH", "/v3/endpoints/" + endpoint.path("id").asString(), here);
            }
        }
        var user = admin.get("/v3/users?name=admin").at("/users/0/id").asString();
        var role = admin.get("/v3/roles?name=admin").at("/roles/0/id").asString();
        admin.put("/v3/domains/default/users/%s/roles/%s".formatted(user, role), null);
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static IOSClientBuilder.V3 cloud() {
        return OSFactory.builderV3().endpoint(keystone.api.url() + "/v3");
    }

    private static IOSClientBuilder.V3 admin() {
        return cloud().credentials("admin", "admin-secret", DOMAIN);
    }

    private static List<String> types(List<? extends Service> catalog) {
        return catalog.stream().map(Service::getType).sorted().toList();
    }

    /** The token's own catalog, and the one that is asked for. */
    private static void readsTheCatalog(OSClientV3 client) {
        assertThat(types(client.getToken().getCatalog())).containsExactly("compute", "identity", "volumev3");
        assertThat(types(client.identity()
                        .tokens()
                        .getServiceCatalog(client.getToken().getId())))
                .containsExactly("compute", "identity", "volumev3");
        assertThat(client.identity().users().list()).extracting("name").contains("admin");
    }

    @Test
    void unscoped() {
        var client = admin().authenticate();
        var token = client.getToken();
        assertThat(token.getUser().getName()).isEqualTo("admin");
        assertThat(token.getProject()).isNull();
        assertThat(token.getCatalog()).isNullOrEmpty();
        assertThat(client.identity().tokens().getProjectScopes(token.getId()))
                .extracting("name")
                .contains("admin");
        assertThat(client.identity().tokens().getDomainScopes(token.getId()))
                .extracting("id")
                .containsExactly("default");
    }

    @Test
    void onAProject() {
        var client = admin().scopeToProject(Identifier.byName("admin"), DOMAIN).authenticate();
        assertThat(client.getToken().getProject().getName()).isEqualTo("admin");
        assertThat(client.getToken().getRoles()).extracting("name").contains("admin");
        var volumes = client.getToken().getCatalog().stream()
                .filter(service -> service.getType().equals("volumev3"))
                .findFirst()
                .orElseThrow();
        assertThat(volumes.getEndpoints().getFirst().getUrl().getPath())
                .isEqualTo("/v3/" + client.getToken().getProject().getId());
        readsTheCatalog(client);
    }

    @Test
    void onADomain() {
        var client = admin().scopeToDomain(Identifier.byId("default")).authenticate();
        assertThat(client.getToken().getDomain().getName()).isEqualTo("Default");
        assertThat(client.getToken().getProject()).isNull();
        assertThat(client.identity().users().list()).extracting("name").contains("admin");
    }

    @Test
    void byAToken() {
        var unscoped = admin().authenticate().getToken().getId();
        var client = cloud().token(unscoped)
                .scopeToProject(Identifier.byName("admin"), DOMAIN)
                .authenticate();
        assertThat(client.getToken().getMethods()).contains("token", "password");
        readsTheCatalog(client);
        assertThat(client.identity().tokens().check(unscoped).isSuccess()).isTrue();
        assertThat(client.identity().tokens().delete(unscoped).isSuccess()).isTrue();
        assertThatThrownBy(() -> cloud().token(unscoped).authenticate()).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void notWithAWrongPassword() {
        assertThatThrownBy(() -> cloud().credentials("admin", "wrong", DOMAIN).authenticate())
                .isInstanceOf(AuthenticationException.class);
    }
}
