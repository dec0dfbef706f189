package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.neutron.rpc.FloatingIpId;
import stratus.neutron.rpc.NetworkServerRpc.FloatingIpStatus;
import stratus.neutron.rpc.RouterId;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

final class FloatingIpsApiTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);
    private String external = "";
    private String subnet = "";
    private String router = "";
    private String port = "";

    @BeforeEach
    void build() {
        external = world.external("172.24.4.0/29");
        var network = world.network();
        subnet = world.subnet(network, "10.0.0.0/24");
        router = world.routerTo(external);
        world.addSubnet(router, subnet);
        port = id(world.port(member, Map.of("network_id", network, "name", "web")));
    }

    @AfterEach
    void stop() {
        neutron.close();
    }

    @Test
    void theyComeFromExternalSubnets() {
        var pools = member.get("/v2.0/floatingip-pools").path("floatingip_pools");

        assertThat(pools.size()).isEqualTo(1);
        assertThat(pools.at("/0/network_id").stringValue()).isEqualTo(external);
        assertThat(pools.at("/0/cidr").stringValue()).isEqualTo("172.24.4.0/29");
    }

    @Test
    void aChangeThatSaysNothingFreesIt() {
        var floating = id(world.floating(Map.of("floating_network_id", external, "port_id", port)));
        var path = "/v2.0/floatingips/" + floating;
        member.put(path, Map.of("floatingip", Map.of("description", "kept")));
        assertThat(member.get(path).at("/floatingip/port_id").stringValue()).isEqualTo(port);

        member.put(path, Map.of("floatingip", Map.of()));

        assertThat(member.get(path).at("/floatingip/port_id").isNull()).isTrue();
    }

    @Test
    void itStandsForNobodyOrForAPort() {
        var floating = world.floating(Map.of("floating_network_id", external));
        var path = "/v2.0/floatingips/" + id(floating);

        assertThat(floating.path("floating_ip_address").stringValue()).startsWith("172.24.4.");
        assertThat(floating.path("status").stringValue()).isEqualTo("DOWN");
        assertThat(floating.path("router_id").isNull()).isTrue();
        assertThat(floating.path("port_details").isNull()).isTrue();

        var bound =
                member.put(path, Map.of("floatingip", Map.of("port_id", port))).path("floatingip");

        assertThat(bound.path("router_id").stringValue()).isEqualTo(router);
        assertThat(bound.path("fixed_ip_address").stringValue()).isEqualTo("10.0.0.2");
        assertThat(bound.at("/port_details/name").stringValue()).isEqualTo("web");

        var described = member.put(path, Map.of("floatingip", Map.of("description", "mine")));
        assertThat(described.at("/floatingip/port_id").stringValue()).isEqualTo(port);

        var nothing = new HashMap<String, Object>();
        nothing.put("port_id", null);
        var free = member.put(path, Map.of("floatingip", nothing)).path("floatingip");

        assertThat(free.path("fixed_ip_address").isNull()).isTrue();
        assertThat(free.path("status").stringValue()).isEqualTo("DOWN");
        member.delete(path);
        assertThat(admin.get("/v2.0/ports?device_owner=network:floatingip")
                        .path("ports")
                        .size())
                .isZero();
    }

    @Test
    void itIsActiveOnceTheAgentSaysSo() {
        var floating = id(world.floating(Map.of("floating_network_id", external, "port_id", port)));

        neutron.server()
                .floatingIps(new FloatingIpStatus(
                        "node-1",
                        new RouterId(UUID.fromString(router)),
                        List.of(new FloatingIpId(UUID.fromString(floating)))));

        assertThat(member.get("/v2.0/floatingips?status=ACTIVE")
                        .path("floatingips")
                        .size())
                .isEqualTo(1);
        member.delete("/v2.0/ports/" + port);
        var left = member.get("/v2.0/floatingips/" + floating).path("floatingip");
        assertThat(left.path("port_id").isNull()).isTrue();
        assertThat(left.path("status").stringValue()).isEqualTo("DOWN");
    }

    @Test
    void whileItIsNeededRouterAndAddressStay() {
        world.floating(Map.of("floating_network_id", external, "port_id", port));
        var nothing = new HashMap<String, Object>();
        nothing.put("external_gateway_info", null);

        refused(
                member,
                "PUT",
                "/v2.0/routers/" + router + "/remove_router_interface",
                Map.of("subnet_id", subnet),
                "409",
                "RouterInterfaceInUseByFloatingIP");
        refused(
                member,
                "PUT",
                "/v2.0/routers/" + router,
                Map.of("router", nothing),
                "409",
                "RouterExternalGatewayInUseByFloatingIp");
        refused(
                member,
                "PUT",
                "/v2.0/ports/" + port,
                Map.of("port", Map.of("fixed_ips", List.of(Map.of("subnet_id", subnet)))),
                "400",
                "BadRequest",
                "has been associated to a floating ip");
        refused(
                member,
                "POST",
                "/v2.0/floatingips",
                Map.of("floatingip", Map.of("floating_network_id", external, "port_id", port)),
                "409",
                "FloatingIPPortAlreadyAssociated");
        refused(admin, "DELETE", "/v2.0/networks/" + external, null, "409", "NetworkInUse");
    }

    @Test
    void whatCannotBeIsRefusedInUpstreamsWords() {
        var lonely = world.network();
        var far = world.subnet(lonely, "10.7.0.0/24");
        var unreached = id(world.port(member, Map.of("network_id", lonely)));
        var create = "/v2.0/floatingips";

        refused(
                member,
                "POST",
                create,
                Map.of("floatingip", Map.of("floating_network_id", external, "port_id", unreached)),
                "404",
                "ExternalGatewayForFloatingIPNotFound",
                "External network %s is not reachable from subnet %s.".formatted(external, far));
        refused(
                member,
                "POST",
                create,
                Map.of("floatingip", Map.of("floating_network_id", lonely)),
                "400",
                "BadRequest",
                "is not a valid external network");
        refused(
                member,
                "POST",
                create,
                Map.of("floatingip", Map.of("floating_network_id", external, "fixed_ip_address", "10.0.0.2")),
                "400",
                "BadRequest",
                "fixed_ip_address cannot be specified without a port_id");
        refused(
                member,
                "POST",
                create,
                Map.of("floatingip", Map.of("floating_network_id", external, "floating_ip_address", "172.24.4.5")),
                "403",
                "PolicyNotAuthorized");
        assertThat(admin.get("/v2.0/ports?device_owner=network:floatingip")
                        .path("ports")
                        .size())
                .isZero();
    }

    @Test
    void theLastAddressIsTheLast() {
        var given = 0;
        while (member.exchange(
                                "POST",
                                "/v2.0/floatingips",
                                Map.of("floatingip", Map.of("floating_network_id", external)))
                        .status()
                == 201) {
            given++;
        }

        assertThat(given).isEqualTo(4);
        refused(
                member,
                "POST",
                "/v2.0/floatingips",
                Map.of("floatingip", Map.of("floating_network_id", external)),
                "409",
                "IpAddressGenerationFailure");
    }
}
