package stratus.neutron.agent.host;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network device as it should be.
 *
 * @param make what {@code ip link add} needs after the name; null for a device that others make: it is set right when
 *     it is there
 * @param mac null to leave it
 * @param mtu 0 to leave it
 * @param master null to leave it
 * @param addresses with their prefix lengths; null to leave them
 */
public record LinkPlan(
        String name,
        @Nullable String make,
        @Nullable String mac,
        int mtu,
        @Nullable String master,
        boolean up,
        @Nullable Set<String> addresses) {

    private static final String BRIDGE =
            "type bridge stp_state 0 forward_delay 0 mcast_snooping 0 nf_call_iptables 1 nf_call_ip6tables 1";

    /** A device that others make. */
    public static LinkPlan existing(String name) {
        return new LinkPlan(name, null, null, 0, null, true, null);
    }

    /** A bridge without addresses whose IP packets pass the firewall of the {@code inet} family. */
    public static LinkPlan bridge(String name, int mtu) {
        return new LinkPlan(name, BRIDGE, null, mtu, null, true, null);
    }

    /** One end of a cable whose other end is {@code peer} in another namespace; empty for the same one. */
    public static LinkPlan cable(String name, String peer, String peerNamespace, int mtu) {
        var where = peerNamespace.isEmpty() ? "" : " netns " + peerNamespace;
        return new LinkPlan(name, "type veth peer name " + peer + where, null, mtu, null, true, null);
    }

    public LinkPlan withMac(String wanted) {
        return new LinkPlan(name, make, wanted, mtu, master, up, addresses);
    }

    public LinkPlan withMtu(int wanted) {
        return new LinkPlan(name, make, mac, wanted, master, up, addresses);
    }

    public LinkPlan withMaster(String wanted) {
        return new LinkPlan(name, make, mac, mtu, wanted, up, addresses);
    }

    public LinkPlan withUp(boolean wanted) {
        return new LinkPlan(name, make, mac, mtu, master, wanted, addresses);
    }

    public LinkPlan withAddresses(Set<String> wanted) {
        return new LinkPlan(name, make, mac, mtu, master, up, wanted);
    }

    /** Whether the device is a bridge of ours that others made before us, as a hypervisor in a hurry does. */
    boolean unfiltered(@Nullable Link link) {
        return link != null && BRIDGE.equals(make) && !link.filtered();
    }

    /** Whether the device is as planned, addresses apart. */
    public boolean met(@Nullable Link link) {
        return link != null
                && link.up() == up
                && (master == null || master.equals(link.master()))
                && (mtu == 0 || mtu == link.mtu())
                && (mac == null || mac.equalsIgnoreCase(link.mac()));
    }
}
