package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

final class AgentsApiTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @BeforeEach
    void agents() {
        neutron.agentsOn("node-1");
    }

    @AfterEach
    void stop() {
        neutron.close();
    }

    private String agent(String type, String host) {
        var query = "/v2.0/agents?alive=true&host=%s&agent_type=%s".formatted(host, type.replace(" ", "%20"));
        return id(admin.get(query).at("/agents/0"));
    }

    @Test
    void agentsAreListedByTypeAndWhetherTheyLive() {
        assertThat(admin.get("/v2.0/agents?alive=true").path("agents").size()).isEqualTo(3);
        assertThat(admin.get("/v2.0/agents?alive=false").path("agents").size()).isZero();
        assertThat(member.get("/v2.0/agents").path("agents").size()).isZero();
        assertThat(member.get("/v2.0/availability_zones")
                        .path("availability_zones")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aRouterIsMovedByHand() {
        var router = world.routerTo(world.external("172.24.4.0/24"));
        neutron.agentsOn("node-2");
        var first = agent("L3 agent", "node-1");
        var second = agent("L3 agent", "node-2");
        var of = "/v2.0/routers/" + router + "/l3-agents";
        assertThat(id(admin.get(of).at("/agents/0"))).isEqualTo(first);
        refused(
                admin,
                "POST",
                "/v2.0/agents/" + second + "/l3-routers",
                Map.of("router_id", router),
                "409",
                "RouterHostedByL3Agent");

        admin.delete("/v2.0/agents/" + first + "/l3-routers/" + router);
        admin.post("/v2.0/agents/" + second + "/l3-routers", Map.of("router_id", router));

        assertThat(id(admin.get(of).at("/agents/0"))).isEqualTo(second);
        assertThat(id(admin.get("/v2.0/agents/" + second + "/l3-routers").at("/routers/0")))
                .isEqualTo(router);
        assertThat(admin.get("/v2.0/ports?device_id=" + router)
                        .at("/ports/0/binding:host_id")
                        .stringValue())
                .isEqualTo("node-2");
        refused(member, "GET", of, null, "403", "PolicyNotAuthorized");
    }

    @Test
    void aNetworkHasASecondDhcpServerByHand() {
        var network = world.network();
        world.subnet(network, "10.0.0.0/24");
        neutron.agentsOn("node-2");
        var second = agent("DHCP agent", "node-2");
        var of = "/v2.0/networks/" + network + "/dhcp-agents";

        admin.post("/v2.0/agents/" + second + "/dhcp-networks", Map.of("network_id", network));
        refused(
                admin,
                "POST",
                "/v2.0/agents/" + second + "/dhcp-networks",
                Map.of("network_id", network),
                "409",
                "NetworkHostedByDHCPAgent");

        assertThat(admin.get(of).path("agents").size()).isEqualTo(2);
        admin.delete("/v2.0/agents/" + second + "/dhcp-networks/" + network);
        assertThat(admin.get(of).path("agents").size()).isEqualTo(1);
    }

    @Test
    void addressesAreCounted() {
        var network = world.network();
        world.subnet(network, "10.0.0.0/24");
        world.port(member, Map.of("network_id", network));

        var row = admin.get("/v2.0/network-ip-availabilities/" + network).path("network_ip_availability");

        assertThat(row.path("total_ips").asInt()).isEqualTo(253);
        assertThat(row.path("used_ips").asInt()).isEqualTo(2);
        assertThat(row.at("/subnet_ip_availability/0/cidr").stringValue()).isEqualTo("10.0.0.0/24");
        assertThat(admin.get("/v2.0/network-ip-availabilities?network_name=private")
                        .path("network_ip_availabilities")
                        .size())
                .isEqualTo(1);
        refused(member, "GET", "/v2.0/network-ip-availabilities", null, "403", "PolicyNotAuthorized");
    }
}
