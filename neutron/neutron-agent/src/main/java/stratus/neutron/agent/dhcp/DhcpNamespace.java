package stratus.neutron.agent.dhcp;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.agent.host.LinkPlan;
import stratus.neutron.agent.host.Names;
import stratus.neutron.agent.host.Plan;
import stratus.neutron.agent.host.Route;
import stratus.neutron.rpc.WantedState.DhcpPort;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.Subnet;
import stratus.oslo.base.Ids.SubnetId;

/** The namespace in which a network's DHCP server lives, and its cable to the bridge. */
public record DhcpNamespace(Network network, DhcpPort port) {
    public static final String METADATA_V4 = "169.254.169.254";
    public static final String METADATA_V6 = "fe80::a9fe:a9fe";

    public String name() {
        return Names.dhcpNamespace(network.id());
    }

    public String device() {
        return Names.dhcpDevice(port.id());
    }

    /** The end at the bridge; making it makes the other end, in the namespace. */
    public LinkPlan plug() {
        return LinkPlan.cable(Names.tap(port.id()), device(), name(), network.mtu())
                .withMaster(Names.bridge(network.id()));
    }

    public Plan plan() {
        var addresses = new LinkedHashSet<String>();
        var routes = new LinkedHashSet<Route>();
        for (var fixed : port.fixedIps()) {
            var subnet = subnets().get(fixed.subnet());
            if (subnet != null) {
                addresses.add(Cidr.withPrefixOf(fixed.ip(), subnet.cidr()));
                addDefault(subnet, routes);
            }
        }
        addresses.add(METADATA_V4 + "/32");
        addresses.add(METADATA_V6 + "/64");
        var link = LinkPlan.existing(device())
                .withMac(port.macAddress())
                .withMtu(network.mtu())
                .withAddresses(addresses);
        return new Plan(name(), List.of(link), routes, settings(), "", List.of(port.id()));
    }

    /** The first gateway of each family: name servers that are asked on the guests' behalf are out there. */
    private void addDefault(Subnet subnet, Set<Route> routes) {
        var gateway = subnet.gatewayIp();
        if (gateway != null && routes.stream().noneMatch(r -> Cidr.isV6(r.via()) == Cidr.isV6(gateway))) {
            routes.add(Route.byDefault(gateway, device()));
        }
    }

    /** A DHCP server is no router, and takes no advice from one. */
    private static Map<String, String> settings() {
        return Map.of("ipv4/ip_forward", "0", "ipv6/conf/all/accept_ra", "0", "ipv6/conf/default/accept_ra", "0");
    }

    private Map<SubnetId, Subnet> subnets() {
        var subnets = new LinkedHashMap<SubnetId, Subnet>();
        network.subnets().forEach(subnet -> subnets.put(subnet.id(), subnet));
        return subnets;
    }
}
