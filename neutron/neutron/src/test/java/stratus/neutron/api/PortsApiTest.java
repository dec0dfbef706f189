package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.neutron.TestNeutron;
import stratus.neutron.rpc.NetworkServerRpc.GetWantedState;
import stratus.neutron.rpc.NetworkServerRpc.PortStatus;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import tools.jackson.databind.JsonNode;

final class PortsApiTest {
    private static final String SERVER = "7e9d5b6c-3c3f-4c5b-8f49-2a7f7a9c0001";

    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");

    static List<Db> databases() {
        return BothDatabases.of("neutron");
    }

    @AfterEach
    void stop() {
        neutron.close();
    }

    static String network(RestClient client) {
        var made = client.post("/v2.0/networks", Map.of("network", Map.of("name", "private")));
        return made.at("/network/id").stringValue();
    }

    static JsonNode subnet(RestClient client, String network, String cidr) {
        return client.post(
                        "/v2.0/subnets", Map.of("subnet", Map.of("network_id", network, "cidr", cidr, "ip_version", 4)))
                .path("subnet");
    }

    private static JsonNode port(RestClient client, Map<String, ?> fields) {
        return client.post("/v2.0/ports", Map.of("port", fields)).path("port");
    }

    @Test
    void aPortIsMadeWithItsTagsAndGetsAnotherMac() {
        var world = new NetworkWorld(admin, member);
        var network = world.network();
        var port = world.port(member, Map.of("network_id", network, "tags", List.of("red", "blue")));
        assertThat(port.path("tags").toString()).isEqualTo("[\"red\",\"blue\"]");
        var another = new HashMap<String, Object>();
        another.put("mac_address", null);

        var changed = admin.put("/v2.0/ports/" + NetworkWorld.id(port), Map.of("port", another))
                .path("port");

        assertThat(changed.path("mac_address").stringValue())
                .startsWith("fa:16:3e:")
                .isNotEqualTo(port.path("mac_address").stringValue());
    }

    @Test
    void aPortGetsAnAddressAMacAndTheDefaultGroup() {
        var network = network(member);
        subnet(member, network, "10.0.0.0/24");

        var port = port(member, Map.of("network_id", network));

        assertThat(port.at("/fixed_ips/0/ip_address").stringValue()).isEqualTo("10.0.0.2");
        assertThat(port.path("mac_address").stringValue()).startsWith("fa:16:3e:");
        assertThat(port.path("security_groups").size()).isEqualTo(1);
        assertThat(port.path("status").stringValue()).isEqualTo("DOWN");
        assertThat(port.has("binding:host_id")).isFalse();
        var groups = member.get("/v2.0/security-groups?name=default").path("security_groups");
        assertThat(groups.get(0).path("security_group_rules").size()).isEqualTo(4);
    }

    @Test
    void aPortIsBoundWhereAnAgentLivesAndActiveOnceItIsPlugged() {
        neutron.agentsOn("node-1");
        var network = network(member);
        subnet(member, network, "10.0.0.0/24");
        var port = port(
                admin,
                Map.of(
                        "network_id",
                        network,
                        "device_id",
                        SERVER,
                        "device_owner",
                        "compute:nova",
                        "binding:host_id",
                        "node-1"));
        var id = PortId.parse(port.path("id").stringValue());

        assertThat(port.path("binding:vif_type").stringValue()).isEqualTo("bridge");
        assertThat(port.at("/binding:vif_details/bridge_name").stringValue())
                .isEqualTo("brq" + network.substring(0, 11));
        var wanted = neutron.server().wantedState(new GetWantedState("node-1"));
        assertThat(wanted.ports()).hasSize(1);
        assertThat(wanted.networks().getFirst().dhcpPorts()).hasSize(1);
        assertThat(wanted.securityGroups().getFirst().members())
                .contains(wanted.ports().getFirst().fixedIps().getFirst().ip());

        neutron.server().portUp(new PortStatus("node-1", id));

        assertThat(admin.get("/v2.0/ports/" + id.text()).at("/port/status").stringValue())
                .isEqualTo("ACTIVE");
        assertThat(neutron.plugged).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void onlyOneOfTwoRivalsGetsTheLastAddress(Db db) throws Exception {
        try (var other = new TestNeutron(db, true);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var client = other.api.as("member");
            var network = network(client);
            subnet(client, network, "10.0.0.0/30");
            Callable<Integer> make =
                    () -> client.exchange("POST", "/v2.0/ports", Map.of("port", Map.of("network_id", network)))
                            .status();

            var statuses = threads.invokeAll(List.of(make, make)).stream()
                    .map(f -> f.resultNow())
                    .sorted()
                    .toList();

            assertThat(statuses).containsExactly(201, 409);
        }
    }

    @Test
    void whatIsUnknownOrNotForThisCallerIsRefusedInUpstreamsWords() {
        var network = network(member);

        var unknown = member.exchange("POST", "/v2.0/ports", Map.of("port", Map.of("network_id", network, "x", 1)));
        var readOnly = member.exchange(
                "POST", "/v2.0/ports", Map.of("port", Map.of("network_id", network, "status", "ACTIVE")));
        var foreign = neutron.api.as("other").exchange("GET", "/v2.0/networks/" + network, null);
        var binding = member.exchange(
                "POST", "/v2.0/ports", Map.of("port", Map.of("network_id", network, "binding:host_id", "h")));

        assertThat(unknown.body().at("/NeutronError/message").stringValue()).isEqualTo("Unrecognized attribute(s) 'x'");
        assertThat(readOnly.body().at("/NeutronError/message").stringValue())
                .isEqualTo("Attribute 'status' not allowed in POST");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(binding.status()).isEqualTo(403);
    }

    @Test
    void whatIsInUseStays() {
        var network = network(member);
        var subnet = subnet(member, network, "10.0.0.0/24").path("id").stringValue();
        var port = port(member, Map.of("network_id", network)).path("id").stringValue();

        var keepNetwork = member.exchange("DELETE", "/v2.0/networks/" + network, null);
        var keepSubnet = member.exchange("DELETE", "/v2.0/subnets/" + subnet, null);
        member.delete("/v2.0/ports/" + port);
        member.delete("/v2.0/networks/" + network);

        assertThat(keepNetwork.body().at("/NeutronError/type").stringValue()).isEqualTo("NetworkInUse");
        assertThat(keepSubnet.body().at("/NeutronError/type").stringValue()).isEqualTo("SubnetInUse");
        assertThat(member.get("/v2.0/networks").path("networks").size()).isZero();
    }
}
