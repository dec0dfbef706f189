package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.neutron.rpc.NetworkServerRpc.GetWantedState;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

final class RoutersApiTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    @Test
    void aRouterHasAGatewayOfWhichThePortIsHidden() {
        var external = world.external("172.24.4.0/24");

        var router = world.router(Map.of("name", "r", "external_gateway_info", Map.of("network_id", external)));

        assertThat(router.path("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(router.path("routes").isArray()).isTrue();
        assertThat(router.at("/external_gateway_info/enable_snat").asBoolean()).isTrue();
        assertThat(router.at("/external_gateway_info/external_fixed_ips/0/ip_address")
                        .stringValue())
                .isEqualTo("172.24.4.2");
        assertThat(router.has("ha")).isFalse();
        assertThat(router.has("agent_host")).isFalse();
        var ports = "/v2.0/ports?device_owner=network:router_gateway&device_id=" + id(router);
        assertThat(neutron.api.as("other").get(ports).path("ports").size()).isZero();
        assertThat(admin.get(ports).at("/ports/0/project_id").stringValue()).isEmpty();
        refused(
                admin,
                "DELETE",
                "/v2.0/ports/" + id(admin.get(ports).at("/ports/0")),
                null,
                "409",
                "ServicePortInUse",
                "has device owner network:router_gateway");

        member.delete("/v2.0/routers/" + id(router));

        assertThat(admin.get(ports).path("ports").size()).isZero();
    }

    @Test
    void itsGatewayCanBeChangedAndTakenAway() {
        var external = world.external("172.24.4.0/24");
        var router = "/v2.0/routers/" + world.routerTo(external);
        var info = Map.of(
                "network_id",
                external,
                "enable_snat",
                false,
                "external_fixed_ips",
                List.of(Map.of("ip_address", "172.24.4.9")));

        var moved = admin.put(router, Map.of("router", Map.of("external_gateway_info", info)));

        assertThat(moved.at("/router/external_gateway_info/enable_snat").asBoolean(true))
                .isFalse();
        assertThat(moved.at("/router/external_gateway_info/external_fixed_ips/0/ip_address")
                        .stringValue())
                .isEqualTo("172.24.4.9");
        refused(
                member,
                "PUT",
                router,
                Map.of("router", Map.of("external_gateway_info", info)),
                "403",
                "PolicyNotAuthorized");

        var bare = member.put(router, Map.of("router", Map.of("external_gateway_info", Map.of())));

        assertThat(bare.at("/router/external_gateway_info").isNull()).isTrue();
    }

    @Test
    void aGatewayIsInAnExternalNetworkOnly() {
        var inner = world.network();
        var to = "/v2.0/routers";
        var nowhere = UUID.randomUUID().toString();

        refused(member, "POST", to, gatewayTo(nowhere), "404", "NetworkNotFound");
        refused(member, "POST", to, gatewayTo(inner), "400", "BadRequest", "is not an external network");
        assertThat(member.get(to).path("routers").size()).isZero();
    }

    private static Map<String, ?> gatewayTo(String network) {
        return Map.of("router", Map.of("external_gateway_info", Map.of("network_id", network)));
    }

    @Test
    void aSubnetIsAddedByItsGatewayAddressAndKeptWhileItIs() {
        var subnet = world.subnet(world.network(), "10.0.0.0/24");
        var router = id(world.router(Map.of("name", "r")));

        var leg = world.addSubnet(router, subnet);

        assertThat(leg.path("subnet_ids").get(0).stringValue()).isEqualTo(subnet);
        var port =
                member.get("/v2.0/ports/" + leg.path("port_id").stringValue()).path("port");
        assertThat(port.path("device_owner").stringValue()).isEqualTo("network:router_interface");
        assertThat(port.at("/fixed_ips/0/ip_address").stringValue()).isEqualTo("10.0.0.1");
        refused(member, "DELETE", "/v2.0/subnets/" + subnet, null, "409", "SubnetInUse");
        refused(
                member,
                "DELETE",
                "/v2.0/routers/" + router,
                null,
                "409",
                "RouterInUse",
                "has ports still attached: " + id(port));

        member.put("/v2.0/routers/" + router + "/remove_router_interface", Map.of("subnet_id", subnet));

        member.delete("/v2.0/subnets/" + subnet);
        member.delete("/v2.0/routers/" + router);
    }

    @Test
    void aPortOfNobodyBecomesALegAndGoesWithIt() {
        var network = world.network();
        world.subnet(network, "10.0.0.0/24");
        var port = id(world.port(member, Map.of("network_id", network)));
        var router = "/v2.0/routers/" + id(world.router(Map.of("name", "r")));

        member.put(router + "/add_router_interface", Map.of("port_id", port));

        refused(member, "PUT", router + "/add_router_interface", Map.of("port_id", port), "409", "PortInUse");
        member.put(router + "/remove_router_interface", Map.of("port_id", port));
        refused(
                member,
                "PUT",
                router + "/remove_router_interface",
                Map.of("port_id", port),
                "404",
                "RouterInterfaceNotFound");
        refused(member, "GET", "/v2.0/ports/" + port, null, "404", "PortNotFound");
    }

    @Test
    void whatOverlapsOrIsUnclearIsNoLeg() {
        var router = "/v2.0/routers/" + id(world.router(Map.of("name", "r"))) + "/add_router_interface";
        var one = world.subnet(world.network(), "10.0.0.0/24");
        var other = world.subnet(world.network(), "10.0.0.0/16");
        member.put(router, Map.of("subnet_id", one));

        refused(
                member,
                "PUT",
                router,
                Map.of("subnet_id", one),
                "400",
                "BadRequest",
                "Router already has a port on subnet");
        refused(
                member,
                "PUT",
                router,
                Map.of("subnet_id", other),
                "400",
                "BadRequest",
                "overlaps with cidr 10.0.0.0/24");
        refused(member, "PUT", router, Map.of(), "400", "BadRequest", "Either subnet_id or port_id must be specified");
        refused(member, "PUT", router, Map.of("subnet_id", "x"), "400", "BadRequest", "'x' is not a valid UUID");
        refused(member, "PUT", router, Map.of("subnet_id", one, "port_id", one), "400", "BadRequest");
        refused(neutron.api.as("other"), "PUT", router, Map.of("subnet_id", one), "404", "RouterNotFound");
    }

    @Test
    void ipv6SubnetsOfANetworkShareALeg() {
        var network = world.network();
        var first = world.subnet(network, "fd00:1::/64");
        var second = world.subnet(network, "fd00:2::/64");
        var router = id(world.router(Map.of("name", "r")));

        var leg = world.addSubnet(router, first).path("port_id");
        var same = world.addSubnet(router, second).path("port_id");
        member.put("/v2.0/routers/" + router + "/remove_router_interface", Map.of("subnet_id", first));

        assertThat(same).isEqualTo(leg);
        assertThat(member.get("/v2.0/ports/" + leg.stringValue())
                        .at("/port/fixed_ips")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void routesLeadToNeighboursOnly() {
        var subnet = world.subnet(world.network(), "10.0.0.0/24");
        var id = id(world.router(Map.of("name", "r")));
        var router = "/v2.0/routers/" + id;
        world.addSubnet(id, subnet);
        var near = Map.of("destination", "10.9.0.0/16", "nexthop", "10.0.0.5");
        var far = Map.of("destination", "10.9.0.0/16", "nexthop", "10.1.0.5");
        var own = Map.of("destination", "10.9.0.0/16", "nexthop", "10.0.0.1");

        var set = member.put(router, routes(near));
        assertThat(set.at("/router/routes").size()).isEqualTo(1);
        refused(
                member,
                "PUT",
                router,
                routes(far),
                "400",
                "InvalidRoutes",
                "'nexthop': '10.1.0.5'",
                "the nexthop is not connected with router");
        refused(member, "PUT", router, routes(own), "400", "InvalidRoutes", "the nexthop is used by router");
        refused(
                member,
                "PUT",
                router + "/remove_router_interface",
                Map.of("subnet_id", subnet),
                "409",
                "RouterInterfaceInUseByRoute");

        var second = Map.of("destination", "10.8.0.0/16", "nexthop", "10.0.0.6");
        var both = member.put(router + "/add_extraroutes", routes(second));
        var rest = member.put(router + "/remove_extraroutes", routes(near));

        assertThat(both.at("/router/routes").size()).isEqualTo(2);
        assertThat(rest.at("/router/routes/0/destination").stringValue()).isEqualTo("10.8.0.0/16");
    }

    private static Map<String, ?> routes(Map<String, String> route) {
        return Map.of("router", Map.of("routes", List.of(route)));
    }

    @Test
    void theAgentIsToldTheRouterWithAllItsNetworks() throws Exception {
        neutron.agentsOn("node-1");
        var nudges = new Semaphore(0);
        neutron.agentHears("node-1", nudges);
        var external = world.external("172.24.4.0/24");
        var network = world.network();
        var subnet = world.subnet(network, "10.0.0.0/24");
        var router = world.routerTo(external);
        world.addSubnet(router, subnet);
        var port = id(world.port(member, Map.of("network_id", network)));
        var floating = world.floating(Map.of("floating_network_id", external, "port_id", port));
        member.put("/v2.0/routers/" + router, routes(Map.of("destination", "10.9.0.0/16", "nexthop", "10.0.0.5")));

        var wanted = neutron.server().wantedState(new GetWantedState("node-1"));

        assertThat(nudges.tryAcquire(120, TimeUnit.SECONDS)).isTrue();
        var there = wanted.routers().getFirst();
        assertThat(there.id().text()).isEqualTo(router);
        assertThat(there.interfaces().getFirst().addresses().getFirst().cidr()).isEqualTo("10.0.0.0/24");
        var gateway = Objects.requireNonNull(there.gateway());
        assertThat(gateway.addresses().getFirst().gatewayIp()).isEqualTo("172.24.4.1");
        assertThat(gateway.enableSnat()).isTrue();
        assertThat(there.floatingIps().getFirst().floatingAddress())
                .isEqualTo(floating.path("floating_ip_address").stringValue());
        assertThat(there.routes().getFirst().nexthop()).isEqualTo("10.0.0.5");
        assertThat(wanted.networks()).extracting(n -> n.id().text()).contains(external, network);
        assertThat(neutron.server().wantedState(new GetWantedState("node-2")).routers())
                .isEmpty();
        assertThat(admin.get("/v2.0/routers/" + router)
                        .at("/router/availability_zones/0")
                        .stringValue())
                .isEqualTo("nova");
    }

    @Test
    void aRouterWaitsForAnAgent() {
        var external = world.external("172.24.4.0/24");
        world.routerTo(external);
        assertThat(neutron.server().wantedState(new GetWantedState("node-1")).routers())
                .isEmpty();

        neutron.agentsOn("node-1");

        assertThat(neutron.server().wantedState(new GetWantedState("node-1")).routers())
                .hasSize(1);
        assertThat(neutron.server()
                        .wantedState(new GetWantedState("node-1"))
                        .routers()
                        .getFirst()
                        .gateway())
                .isNotNull();
    }
}
