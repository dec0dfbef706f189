package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.oslo.http.RestClient;

/** What old clients ask Compute and other services answer. */
class LegacyTest extends WithNova {
    private RestClient old() {
        return nova.as("member", "2.35");
    }

    @Test
    void networksAreNeutronsWithWhatIsLeftOfTheirFields() {
        var id = nova.others.put("networks", Map.of("name", "private"));
        var network = old().get("/v2.1/os-networks/" + id).path("network");
        assertThat(network.propertyNames()).hasSize(11);
        assertThat(network.path("label").asString()).isEqualTo("private");
        assertThat(nova.as("admin", "2.35")
                        .get("/v2.1/os-networks")
                        .at("/networks/0")
                        .propertyNames())
                .hasSize(32);
        assertThat(old().get("/v2.1/os-tenant-networks").at("/networks/0/cidr").asString())
                .isEqualTo("None");
        assertThat(status(old(), "GET", "/v2.1/os-networks/nothing")).isEqualTo(404);
        assertThat(status(nova.member(), "GET", "/v2.1/os-networks")).isEqualTo(404);
    }

    @Test
    void floatingAddressesComeFromExternalNetworks() {
        assertThat(status(old(), "POST", "/v2.1/os-floating-ips")).isEqualTo(404);
        var pool = nova.others.put("networks", Map.of("name", "outside", "router:external", true));
        assertThat(old().get("/v2.1/os-floating-ip-pools")
                        .at("/floating_ip_pools/0/name")
                        .asString())
                .isEqualTo("outside");
        var made =
                old().post("/v2.1/os-floating-ips", Map.of("pool", "outside")).path("floating_ip");
        assertThat(made.path("pool").asString()).isEqualTo("outside");
        assertThat(nova.others.of("floatingips").values())
                .extracting(f -> f.get("floating_network_id"))
                .hasToString("[\"" + pool + "\"]");
        var id = made.path("id").asString();
        assertThat(old().get("/v2.1/os-floating-ips").path("floating_ips")).hasSize(1);
        assertThat(status(old(), "DELETE", "/v2.1/os-floating-ips/" + id)).isEqualTo(202);
        assertThat(status(old(), "DELETE", "/v2.1/os-floating-ips/" + id)).isEqualTo(404);
    }

    @Test
    void aServerWithoutAddressesGetsNoFloatingOne() {
        var id = nova.server(Map.of());
        var path = "/v2.1/servers/" + id + "/action";
        var add = Map.of("addFloatingIp", Map.of("address", "192.0.2.9"));
        assertThat(old().exchange("POST", path, add)
                        .body()
                        .at("/badRequest/message")
                        .asString())
                .isEqualTo("No fixed IPs associated to instance");
        assertThat(nova.member().exchange("POST", path, add).status()).isEqualTo(404);
        var remove = Map.of("removeFloatingIp", Map.of("address", "192.0.2.9"));
        assertThat(old().exchange("POST", path, remove).status()).isEqualTo(404);
    }

    @Test
    void volumesAndSnapshotsAreCindersUnderTheirOldNames() {
        var wanted = Map.of("size", "2", "display_name", "data", "metadata", Map.of("a", "b"));
        var made = old().post("/v2.1/os-volumes", Map.of("volume", wanted)).path("volume");
        assertThat(made.path("displayName").asString()).isEqualTo("data");
        assertThat(made.path("size").asInt()).isEqualTo(2);
        assertThat(made.path("attachments").path(0)).isEmpty();
        var id = made.path("id").asString();
        assertThat(old().get("/v2.1/os-volumes/detail").path("volumes")).hasSize(1);
        var snapshot = old().post("/v2.1/os-snapshots", Map.of("snapshot", Map.of("volume_id", id, "force", true)))
                .path("snapshot");
        assertThat(snapshot.path("volumeId").asString()).isEqualTo(id);
        assertThat(status(old(), "DELETE", "/v2.1/os-volumes/" + id)).isEqualTo(202);
        assertThat(status(old(), "GET", "/v2.1/os-volumes/" + id)).isEqualTo(404);
        for (var bad : List.<Map<String, Object>>of(Map.of(), Map.of("size", "0"), Map.of("size", "x"))) {
            assertThat(old().exchange("POST", "/v2.1/os-volumes", Map.of("volume", bad))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void securityGroupsAndTheirRulesAreNeutrons() {
        var group = old().post(
                        "/v2.1/os-security-groups",
                        Map.of("security_group", Map.of("name", "web", "description", "for the web")))
                .path("security_group");
        var id = group.path("id").asString();
        var rule = old().post(
                        "/v2.1/os-security-group-rules",
                        Map.of(
                                "security_group_rule",
                                Map.of(
                                        "parent_group_id",
                                        id,
                                        "ip_protocol",
                                        "tcp",
                                        "from_port",
                                        22,
                                        "to_port",
                                        "22",
                                        "cidr",
                                        "10.0.0.0/24")))
                .path("security_group_rule");
        assertThat(rule.at("/ip_range/cidr").asString()).isEqualTo("10.0.0.0/24");
        assertThat(rule.path("from_port").asInt()).isEqualTo(22);
        var empty = Map.of("security_group", Map.of("name", " ", "description", ""));
        assertThat(old().exchange("PUT", "/v2.1/os-security-groups/" + id, empty)
                        .status())
                .isEqualTo(400);
        var rules = "/v2.1/os-security-group-rules/" + rule.path("id").asString();
        assertThat(status(old(), "DELETE", rules)).isEqualTo(202);
        assertThat(status(old(), "DELETE", rules)).isEqualTo(404);
        assertThat(status(old(), "DELETE", "/v2.1/os-security-groups/" + id)).isEqualTo(202);
    }

    @Test
    void whatUpstreamTookAwayIsGone() {
        assertThat(status(nova.member(), "GET", "/v2.1/os-fping")).isEqualTo(410);
        assertThat(status(old(), "POST", "/v2.1/os-networks")).isEqualTo(410);
        assertThat(status(old(), "GET", "/v2.1/os-cells/capacities")).isEqualTo(410);
    }

    private static int status(RestClient as, String method, String path) {
        return as.exchange(method, path, method.equals("POST") ? Map.of() : null)
                .status();
    }
}
