package stratus.neutron.agent.l2;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import stratus.neutron.agent.AgentConfig.DataPlane;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.agent.host.LinkPlan;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.NetworkType;
import stratus.neutron.rpc.WantedState.Port;

/** The devices that a network needs in the data plane: its bridge, the way out to other hosts, the guests' taps. */
public final class NetworkLinks {
    /** The port that IANA gave to VXLAN. */
    private static final int VXLAN_PORT = 4789;

    private final DataPlane dataPlane;

    public NetworkLinks(DataPlane dataPlane) {
        this.dataPlane = dataPlane;
    }

    /** {@code ports} are the guests' on this host; those of other networks are passed over. */
    public List<LinkPlan> of(Network network, List<Port> ports) {
        var bridge = Names.bridge(network.id());
        var links = new ArrayList<LinkPlan>();
        links.add(LinkPlan.bridge(bridge, network.mtu()));
        links.addAll(uplink(network, bridge));
        for (var port : ports) {
            if (port.network().equals(network.id())) {
                links.add(LinkPlan.existing(Names.tap(port.id()))
                        .withMtu(network.mtu())
                        .withMaster(bridge)
                        .withUp(port.adminStateUp()));
            }
        }
        return links;
    }

    private List<LinkPlan> uplink(Network network, String bridge) {
        return switch (network.type()) {
            case LOCAL -> List.of();
            case VXLAN -> vxlan(network, bridge);
            case FLAT, VLAN -> {
                var nic = nic(network);
                yield nic.isEmpty() ? gatewayLeg(network, bridge) : physical(network, nic, bridge);
            }
        };
    }

    private List<LinkPlan> vxlan(Network network, String bridge) {
        var tunnelIp = dataPlane.tunnelIp();
        if (tunnelIp == null) {
            return List.of();
        }
        int vni = segment(network);
        var make = "type vxlan id %d dstport %d local %s nolearning".formatted(vni, VXLAN_PORT, tunnelIp);
        return List.of(new LinkPlan(Names.vxlan(vni), make, null, network.mtu(), bridge, true, null));
    }

    private static List<LinkPlan> physical(Network network, String nic, String bridge) {
        if (network.type() == NetworkType.FLAT) {
            return List.of(LinkPlan.existing(nic).withMaster(bridge));
        }
        int vlan = segment(network);
        var make = "link %s type vlan id %d".formatted(nic, vlan);
        return List.of(
                LinkPlan.existing(nic),
                new LinkPlan(vlanDevice(nic, vlan), make, null, network.mtu(), bridge, true, null));
    }

    static String vlanDevice(String nic, int vlan) {
        return nic + "." + vlan;
    }

    /**
     * The data plane's own leg in an external network without a NIC, with the gateway's addresses. It is plugged into
     * the bridge like anyone else's, so that what it sends to guests passes the firewall too.
     */
    private static List<LinkPlan> gatewayLeg(Network network, String bridge) {
        var addresses = gatewayAddresses(network);
        if (!network.external() || addresses.isEmpty()) {
            return List.of();
        }
        var leg = Names.gatewayLeg(network.id());
        return List.of(
                LinkPlan.cable(Names.gatewayPlug(network.id()), leg, "", network.mtu())
                        .withMaster(bridge),
                LinkPlan.existing(leg).withMtu(network.mtu()).withAddresses(addresses));
    }

    private static Set<String> gatewayAddresses(Network network) {
        var addresses = new LinkedHashSet<String>();
        for (var subnet : network.subnets()) {
            if (subnet.gatewayIp() != null) {
                addresses.add(Cidr.withPrefixOf(subnet.gatewayIp(), subnet.cidr()));
            }
        }
        return addresses;
    }

    private String nic(Network network) {
        var nic = dataPlane.physicalNetworks().get(String.valueOf(network.physicalNetwork()));
        if (nic == null) {
            throw new IllegalStateException("network %s: physical network %s is not mapped on this host"
                    .formatted(network.id().text(), network.physicalNetwork()));
        }
        return nic;
    }

    static int segment(Network network) {
        if (network.segmentationId() == null) {
            throw new IllegalStateException(
                    "network %s has no segmentation id".formatted(network.id().text()));
        }
        return network.segmentationId();
    }
}
