package stratus.neutron.agent.l3;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.dhcp.DhcpNamespace;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.agent.host.LinkPlan;
import stratus.neutron.agent.host.Names;
import stratus.neutron.agent.host.Plan;
import stratus.neutron.agent.host.Route;
import stratus.neutron.rpc.WantedState.Address;
import stratus.neutron.rpc.WantedState.Gateway;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.Router;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** A router: a namespace with a leg in each of its networks. */
public final class RouterNamespace {
    private final Router router;
    private final Map<NetworkId, Network> networks = new LinkedHashMap<>();

    public RouterNamespace(Router router, List<Network> networks) {
        this.router = router;
        networks.forEach(network -> this.networks.put(network.id(), network));
    }

    public String name() {
        return Names.routerNamespace(router.id());
    }

    /** The ends at the bridges; making one makes the other end, in the namespace. */
    public List<LinkPlan> plugs() {
        var plugs = new ArrayList<LinkPlan>();
        router.interfaces().forEach(leg -> plugs.add(plug(leg.port(), Names.routerDevice(leg.port()), leg.network())));
        if (router.gateway() != null) {
            var gateway = router.gateway();
            plugs.add(plug(gateway.port(), Names.gatewayDevice(gateway.port()), gateway.network()));
        }
        return plugs;
    }

    private LinkPlan plug(PortId port, String device, NetworkId network) {
        return LinkPlan.cable(Names.tap(port), device, name(), mtu(network)).withMaster(Names.bridge(network));
    }

    private int mtu(NetworkId network) {
        var known = networks.get(network);
        return known == null ? 0 : known.mtu();
    }

    public Plan plan() {
        var links = new ArrayList<LinkPlan>();
        var ports = new ArrayList<PortId>();
        links.add(LinkPlan.existing("lo").withAddresses(Set.of(DhcpNamespace.METADATA_V4 + "/32")));
        for (var leg : router.interfaces()) {
            links.add(leg(Names.routerDevice(leg.port()), leg.macAddress(), leg.network(), inner(leg.addresses())));
            ports.add(leg.port());
        }
        var gateway = router.gateway();
        if (gateway != null) {
            links.add(
                    leg(Names.gatewayDevice(gateway.port()), gateway.macAddress(), gateway.network(), outer(gateway)));
            ports.add(gateway.port());
        }
        return new Plan(name(), links, routes(gateway), settings(), RouterRules.render(router), ports);
    }

    private LinkPlan leg(String device, String mac, NetworkId network, Set<String> addresses) {
        return LinkPlan.existing(device).withMac(mac).withMtu(mtu(network)).withAddresses(addresses);
    }

    private static Set<String> inner(List<Address> addresses) {
        var all = new LinkedHashSet<String>();
        addresses.forEach(address -> all.add(Cidr.withPrefixOf(address.ip(), address.cidr())));
        return all;
    }

    /** The router answers for its floating IPs as for its own address. */
    private Set<String> outer(Gateway gateway) {
        var all = inner(gateway.addresses());
        router.floatingIps().forEach(fip -> all.add(fip.floatingAddress() + "/32"));
        return all;
    }

    private Set<Route> routes(@Nullable Gateway gateway) {
        var routes = new LinkedHashSet<Route>();
        router.routes().forEach(route -> routes.add(Route.to(route.destination(), route.nexthop())));
        if (gateway != null) {
            for (var address : gateway.addresses()) {
                var via = address.gatewayIp();
                if (via != null
                        && routes.stream()
                                .noneMatch(r ->
                                        r.destination().equals("default") && Cidr.isV6(r.via()) == Cidr.isV6(via))) {
                    routes.add(Route.byDefault(via, Names.gatewayDevice(gateway.port())));
                }
            }
        }
        return routes;
    }

    private static Map<String, String> settings() {
        return Map.of(
                "ipv4/ip_forward", "1",
                "ipv6/conf/all/forwarding", "1",
                "ipv4/conf/all/arp_notify", "1",
                "ipv4/conf/all/promote_secondaries", "1",
                "ipv6/conf/default/accept_ra", "0");
    }
}
