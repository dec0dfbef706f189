package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static stratus.neutron.api.NetworkWorld.id;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Golden;
import tools.jackson.databind.JsonNode;

/** Upstream's sample bodies beside our answers. */
final class GoldenTest {
    /** Attributes of extensions that are not served, what the samples still have from times before, what agents say. */
    private static final Set<String> NOT_SERVED = Set.of(
            "l2_adjacency",
            "pvlan",
            "qinq",
            "floatingips[].qos_",
            "vlan_transparent",
            "segment_id",
            "data_plane_status",
            "hardware_offload_type",
            "propagate_uplink_status",
            "pvlan_community",
            "pvlan_type",
            "trusted",
            "conntrack_helpers",
            "service_type_id",
            "port_forwardings",
            "ip_availability_details",
            "ha_state",
            "configurations");

    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    private static void like(String sample, JsonNode answer) {
        var body = Golden.sample("neutron/v2/samples/" + sample);
        assumeTrue(body.isPresent());
        var missing = Golden.missing(body.get(), answer).stream()
                .filter(line -> NOT_SERVED.stream().noneMatch(line::contains))
                .collect(Collectors.toList());
        assertThat(missing).as(sample).isEmpty();
    }

    @Test
    void answersHaveWhatTheSamplesHave() {
        neutron.agentsOn("node-1");
        var external = world.external("172.24.4.0/24");
        var network = world.network();
        var subnet = world.subnet(network, "10.0.0.0/24");
        var port = id(world.port(member, Map.of("network_id", network)));
        var router = world.routerTo(external);
        world.addSubnet(router, subnet);
        member.put("/v2.0/routers/" + router, Map.of("router", Map.of("routes", List.of(route()))));
        world.floating(Map.of("floating_network_id", external, "port_id", port));
        member.post("/v2.0/subnetpools", Map.of("subnetpool", Map.of("name", "p", "prefixes", List.of("10.0.0.0/8"))));

        var policy = id(admin.post("/v2.0/qos/policies", Map.of("policy", Map.of("name", "p")))
                .path("policy"));
        var rules = "/v2.0/qos/policies/" + policy + "/bandwidth_limit_rules";
        var rule = id(admin.post(rules, Map.of("bandwidth_limit_rule", Map.of("max_kbps", "10000")))
                .path("bandwidth_limit_rule"));
        var group = member.post("/v2.0/address-groups", Map.of("address_group", Map.of("addresses", List.of())));

        like("qos/policy-show-response.json", admin.get("/v2.0/qos/policies/" + policy));
        like("qos/policies-list-response.json", admin.get("/v2.0/qos/policies"));
        like("qos/bandwidth_limit_rule-show-response.json", admin.get(rules + "/" + rule));
        like("qos/bandwidth_limit_rules-list-response.json", admin.get(rules));
        like("rbac_policy/rbac-policies-list-response.json", admin.get("/v2.0/rbac-policies"));
        like("address-groups/address-groups-list-response.json", member.get("/v2.0/address-groups"));
        like("address-groups/address-group-create-response.json", group);
        like("networks/networks-list-response.json", member.get("/v2.0/networks"));
        like("networks/network-show-response.json", member.get("/v2.0/networks/" + network));
        like("networks/versions-list-response.json", member.get("/"));
        like("networks/version-show-response.json", member.get("/v2.0"));
        like("subnets/subnet-show-response.json", member.get("/v2.0/subnets/" + subnet));
        like("subnets/subnetpools-list-response.json", member.get("/v2.0/subnetpools"));
        like("ports/port-show-response.json", member.get("/v2.0/ports/" + port));
        like("routers/router-show-response.json", admin.get("/v2.0/routers/" + router));
        like("routers/routers-list-response.json", admin.get("/v2.0/routers"));
        like("floatingips/floating-ips-list-response.json", member.get("/v2.0/floatingips"));
        like("security-groups/security-groups-list-response.json", member.get("/v2.0/security-groups"));
        like("security-groups/security-group-rules-list-response.json", member.get("/v2.0/security-group-rules"));
        like("agents/router-l3-agent-list-response.json", admin.get("/v2.0/routers/" + router + "/l3-agents"));
        like("agents/network-dhcp-agent-list-response.json", admin.get("/v2.0/networks/" + network + "/dhcp-agents"));
        like("availability-zones/azs-list-response.json", member.get("/v2.0/availability_zones"));
        like("extensions/extensions-list-response.json", member.get("/v2.0/extensions"));
        like("network-ip-availability/network-ip-availability-list.json", admin.get("/v2.0/network-ip-availabilities"));
        like("quotas/quotas-list-for-project-response.json", admin.get("/v2.0/quotas/x"));
        like("quota_details/quota-details-show-for-project-response.json", admin.get("/v2.0/quotas/x/details.json"));
    }

    private static Map<String, String> route() {
        return Map.of("destination", "10.9.0.0/16", "nexthop", "10.0.0.9");
    }
}
