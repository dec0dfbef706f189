package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import tools.jackson.databind.JsonNode;

final class PoolsApiTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    private static JsonNode pool(RestClient client, Map<String, ?> fields) {
        return client.post("/v2.0/subnetpools", Map.of("subnetpool", fields)).path("subnetpool");
    }

    @Test
    void subnetsAreCutFromAPoolEachOnce() {
        var pool = id(pool(
                member,
                Map.of(
                        "name",
                        "p",
                        "prefixes",
                        List.of("10.10.0.0/25", "10.10.0.128/25"),
                        "default_prefixlen",
                        26,
                        "min_prefixlen",
                        24)));
        var network = world.network();

        var first = subnet(network, Map.of("subnetpool_id", pool));
        var second = subnet(network, Map.of("subnetpool_id", pool, "prefixlen", 25));
        var third = subnet(network, Map.of("subnetpool_id", pool, "cidr", "10.10.0.64/26"));

        assertThat(first.path("cidr").stringValue()).isEqualTo("10.10.0.0/26");
        assertThat(first.path("gateway_ip").stringValue()).isEqualTo("10.10.0.1");
        assertThat(first.path("subnetpool_id").stringValue()).isEqualTo(pool);
        assertThat(second.path("cidr").stringValue()).isEqualTo("10.10.0.128/25");
        assertThat(third.path("cidr").stringValue()).isEqualTo("10.10.0.64/26");
        var more = Map.of("subnet", Map.of("network_id", network, "ip_version", 4, "subnetpool_id", pool));
        refused(member, "POST", "/v2.0/subnets", more, "409", "SubnetAllocationError", "Insufficient prefix space");
        refused(member, "DELETE", "/v2.0/subnetpools/" + pool, null, "400", "SubnetPoolDeleteError");
    }

    private JsonNode subnet(String network, Map<String, ?> fields) {
        var all = new HashMap<String, Object>(fields);
        all.put("network_id", network);
        all.put("ip_version", 4);
        return member.post("/v2.0/subnets", Map.of("subnet", all)).path("subnet");
    }

    @Test
    void aPoolKnowsItsBoundsAndPrefixes() {
        var made = pool(member, Map.of("name", "p", "prefixes", List.of("10.0.1.0/24", "10.0.0.0/24")));
        var path = "/v2.0/subnetpools/" + id(made);

        assertThat(made.path("prefixes").toString()).isEqualTo("[\"10.0.0.0/23\"]");
        assertThat(made.path("min_prefixlen").asInt()).isEqualTo(8);
        assertThat(made.path("default_prefixlen").asInt()).isEqualTo(8);
        assertThat(made.path("max_prefixlen").asInt()).isEqualTo(32);
        assertThat(made.path("ip_version").asInt()).isEqualTo(4);

        var grown = member.put(path + "/add_prefixes", Map.of("prefixes", List.of("10.9.0.0/24")));
        assertThat(grown.path("prefixes").size()).isEqualTo(2);
        member.put(path + "/remove_prefixes", Map.of("prefixes", List.of("10.9.0.0/24")));
        refused(
                member,
                "PUT",
                path,
                Map.of("subnetpool", Map.of("prefixes", List.of("10.0.0.0/24"))),
                "400",
                "IllegalSubnetPoolPrefixUpdate");
        refused(
                member,
                "PUT",
                path,
                Map.of("subnetpool", Map.of("min_prefixlen", 30, "max_prefixlen", 29)),
                "400",
                "IllegalSubnetPoolPrefixBounds",
                "Illegal prefix bounds: min_prefixlen=30, max_prefixlen=29.");
    }

    @Test
    void addressScopesHoldPoolsApart() {
        var scope =
                id(member.post("/v2.0/address-scopes", Map.of("address_scope", Map.of("name", "s", "ip_version", 4)))
                        .path("address_scope"));
        pool(member, Map.of("name", "a", "prefixes", List.of("10.0.0.0/24"), "address_scope_id", scope));

        refused(
                member,
                "POST",
                "/v2.0/subnetpools",
                Map.of(
                        "subnetpool",
                        Map.of("name", "b", "prefixes", List.of("10.0.0.0/16"), "address_scope_id", scope)),
                "409",
                "AddressScopePrefixConflict");
        refused(member, "DELETE", "/v2.0/address-scopes/" + scope, null, "409", "AddressScopeInUse");
        var second =
                id(pool(member, Map.of("name", "c", "prefixes", List.of("10.1.0.0/24"), "address_scope_id", scope)));
        var meeting = Map.of("subnetpool", Map.of("prefixes", List.of("10.0.0.0/15")));
        refused(member, "PUT", "/v2.0/subnetpools/" + second, meeting, "409", "AddressScopePrefixConflict");
        var other = neutron.api.as("other");
        var theirs = Map.of(
                "subnetpool", Map.of("name", "d", "prefixes", List.of("10.9.0.0/24"), "address_scope_id", scope));
        refused(other, "POST", "/v2.0/subnetpools", theirs, "404", "AddressScopeNotFound");
    }

    @Test
    void aProjectIsGivenANetworkWithAWayOut() {
        var own = "/v2.0/auto-allocated-topology/None";
        refused(member, "GET", own, null, "409", "AutoAllocationFailure", "No default router:external network");
        var external = world.external("172.24.4.0/24");
        admin.put("/v2.0/networks/" + external, Map.of("network", Map.of("is_default", true)));
        pool(
                admin,
                Map.of(
                        "name",
                        "usual",
                        "prefixes",
                        List.of("10.0.0.0/16"),
                        "default_prefixlen",
                        26,
                        "is_default",
                        true,
                        "shared",
                        true));

        var topology = member.get(own).path("auto_allocated_topology");

        assertThat(member.get(own).path("auto_allocated_topology")).isEqualTo(topology);
        assertThat(member.get("/v2.0/subnets?network_id=" + id(topology))
                        .at("/subnets/0/cidr")
                        .stringValue())
                .isEqualTo("10.0.0.0/26");
        assertThat(member.get("/v2.0/routers").path("routers").size()).isEqualTo(1);
        member.delete(own);
        assertThat(member.get("/v2.0/routers").path("routers").size()).isZero();
    }
}
