package stratus.neutron.agent.l2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.NetworkType;

/**
 * Where VXLAN devices send frames: known MACs to their host, frames for everyone to each host that has ports.
 *
 * <p>An entry is device, MAC, far end. ARP is flooded as well and not answered locally: addresses that move between
 * ports, as VRRP has them, would be unreachable otherwise.
 */
public final class Tunnels {
    private static final String EVERYONE = "00:00:00:00:00:00";

    private Tunnels() {}

    public static Set<List<String>> wanted(List<Network> networks) {
        var entries = new LinkedHashSet<List<String>>();
        for (var network : networks) {
            if (network.type() == NetworkType.VXLAN) {
                add(network, Names.vxlan(NetworkLinks.segment(network)), entries);
            }
        }
        return entries;
    }

    private static void add(Network network, String device, Set<List<String>> entries) {
        for (var peer : network.peers()) {
            entries.add(List.of(device, EVERYONE, peer.tunnelIp()));
            peer.neighbours().forEach(n -> entries.add(List.of(device, n.macAddress(), peer.tunnelIp())));
        }
    }

    /** The lines for {@code bridge -batch}; entries of devices that are not there are passed over. */
    public static List<String> commands(Set<List<String>> wanted, Set<List<String>> actual, Set<String> devices) {
        var lines = new ArrayList<String>();
        for (var entry : sorted(actual)) {
            if (!wanted.contains(entry) && entry.getFirst().startsWith("vxlan-")) {
                lines.add("fdb del %2$s dev %1$s dst %3$s".formatted(entry.toArray()));
            }
        }
        for (var entry : sorted(wanted)) {
            if (!actual.contains(entry) && devices.contains(entry.getFirst())) {
                lines.add("fdb append %2$s dev %1$s dst %3$s".formatted(entry.toArray()));
            }
        }
        return lines;
    }

    private static Set<List<String>> sorted(Set<List<String>> entries) {
        var sorted = new TreeSet<List<String>>(Comparator.comparing(entry -> String.join(" ", entry)));
        sorted.addAll(entries);
        return sorted;
    }
}
