package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

/** Many at once: made, and listed page by page. */
final class ListingApiTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), true);
    private final RestClient admin = neutron.api.as("admin");

    @AfterEach
    void stop() {
        neutron.close();
    }

    private List<String> links(String query) {
        return admin.get("/v2.0/networks" + query)
                .path("networks_links")
                .valueStream()
                .map(l -> l.path("rel").stringValue())
                .toList();
    }

    @Test
    void aFullPageMayHaveAnotherBehindIt() {
        var wrapped = Map.of("networks", List.of(Map.of("network", Map.of("name", "a")), Map.of("name", "b")));
        var made = admin.post("/v2.0/networks", wrapped).path("networks");
        assertThat(made.valueStream())
                .extracting(n -> n.path("name").stringValue())
                .containsExactly("a", "b");

        assertThat(links("?limit=2")).containsExactly("next", "previous");
        assertThat(links("?limit=3")).containsExactly("previous");
        assertThat(links("?limit=3&page_reverse=True")).containsExactly("next");
        assertThat(links("")).isEmpty();
        var end = admin.get("/v2.0/networks?sort_key=name&limit=2&marker=" + NetworkWorld.id(made.get(1)));
        assertThat(end.path("networks")).isEmpty();
        assertThat(end.at("/networks_links/0/href").stringValue())
                .endsWith("&page_reverse=True")
                .contains("limit=2", "sort_key=name")
                .doesNotContain("marker");
    }

    @Test
    void twoNamesForTheOwnerHaveToAgree() {
        var said = Map.of("network", Map.of("project_id", Callers.PROJECT, "tenant_id", Callers.OTHER_PROJECT));

        refused(
                admin,
                "POST",
                "/v2.0/networks",
                said,
                "400",
                "HTTPBadRequest",
                "'project_id' and 'tenant_id' do not match");
    }
}
