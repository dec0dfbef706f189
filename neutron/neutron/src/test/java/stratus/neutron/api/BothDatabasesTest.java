package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.neutron.PublicNetwork;
import stratus.neutron.TestNeutron;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import tools.jackson.databind.JsonNode;

/** A cloud's networks from the first to the last, on either database. */
final class BothDatabasesTest {
    static List<Db> databases() {
        return BothDatabases.of("neutron");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void everythingIsMadeAndGoesAgain(Db db) {
        try (var neutron = new TestNeutron(db, false)) {
            neutron.agentsOn("node-1");
            neutron.begin(PublicNetwork.usual(), "aaaa");
            neutron.begin(PublicNetwork.usual(), "never asked for");
            var admin = neutron.api.as("admin");
            var member = neutron.api.as("member");
            var world = new NetworkWorld(admin, member);

            var external = id(member.get("/v2.0/networks?router:external=true").at("/networks/0"));
            var network = world.network();
            var subnet = world.subnet(network, "10.0.0.0/24");
            var router = world.routerTo(external);
            world.addSubnet(router, subnet);
            var port = id(world.port(member, Map.of("network_id", network)));
            var floating = id(world.floating(Map.of("floating_network_id", external, "port_id", port)));
            assertThat(names(member.get("/v2.0/networks?sort_key=name"), "networks"))
                    .containsExactly("private", "public");
            assertThat(neutron.api
                            .as("other")
                            .get("/v2.0/subnets")
                            .path("subnets")
                            .size())
                    .isZero();
            assertThat(admin.get("/v2.0/subnets?cidr=203.0.113.0/24")
                            .at("/subnets/0/name")
                            .stringValue())
                    .isEqualTo("public-subnet");

            shareAndLimit(admin, member, network);

            member.delete("/v2.0/floatingips/" + floating);
            member.put("/v2.0/routers/" + router + "/remove_router_interface", Map.of("subnet_id", subnet));
            member.delete("/v2.0/routers/" + router);
            member.delete("/v2.0/ports/" + port);
            member.delete("/v2.0/networks/" + network);
            admin.delete("/v2.0/networks/" + external);
            neutron.begin(PublicNetwork.usual(), "never asked for");

            assertThat(admin.get("/v2.0/ports").path("ports").size()).isZero();
            assertThat(admin.get("/v2.0/networks").path("networks").size()).isZero();
        }
    }

    private static void shareAndLimit(RestClient admin, RestClient member, String network) {
        var shared = Map.of(
                "object_type",
                "network",
                "object_id",
                network,
                "action",
                "access_as_shared",
                "target_tenant",
                Callers.OTHER_PROJECT);
        member.post("/v2.0/rbac-policies", Map.of("rbac_policy", shared));
        assertThat(names(member.get("/v2.0/networks?shared=false"), "networks")).contains("private");
        member.post("/v2.0/address-groups", Map.of("address_group", Map.of("name", "g")));
        var policy = id(admin.post("/v2.0/qos/policies", Map.of("policy", Map.of("name", "slow")))
                .path("policy"));
        var limit = Map.of("bandwidth_limit_rule", Map.of("max_kbps", 10));
        admin.post("/v2.0/qos/policies/" + policy + "/bandwidth_limit_rules", limit);
        admin.delete("/v2.0/qos/policies/" + policy);
        assertThat(names(admin.get("/v2.0/qos/policies"), "policies")).isEmpty();
    }

    private static List<String> names(JsonNode list, String collection) {
        return list.path(collection)
                .valueStream()
                .map(n -> n.path("name").stringValue())
                .toList();
    }
}
