package stratus.neutron.agent.host;

import stratus.neutron.rpc.RouterId;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** What devices and namespaces are called: as Neutron's agents do, so that an operator's habits work. */
public final class Names {
    private Names() {}

    public static String bridge(NetworkId network) {
        return "brq" + head(network);
    }

    /** The end at the bridge, of a guest, a DHCP server or a router. */
    public static String tap(PortId port) {
        return "tap" + head(port);
    }

    public static String vxlan(int vni) {
        return "vxlan-" + vni;
    }

    /** The host's own leg in an external network that has no NIC, where the network's gateway address is. */
    public static String gatewayLeg(NetworkId network) {
        return "egw" + head(network);
    }

    /** The other end of it, at the bridge. */
    public static String gatewayPlug(NetworkId network) {
        return "egp" + head(network);
    }

    public static String dhcpNamespace(NetworkId network) {
        return "qdhcp-" + network.text();
    }

    public static String dhcpDevice(PortId port) {
        return "ns-" + head(port);
    }

    public static String routerNamespace(RouterId router) {
        return "qrouter-" + router.text();
    }

    public static String routerDevice(PortId port) {
        return "qr-" + head(port);
    }

    public static String gatewayDevice(PortId port) {
        return "qg-" + head(port);
    }

    /** Where what a guest sends waits when it is too much. */
    public static String limiter(PortId port) {
        return "qos" + head(port);
    }

    private static String head(Ids.Id id) {
        return id.text().substring(0, 11);
    }
}
