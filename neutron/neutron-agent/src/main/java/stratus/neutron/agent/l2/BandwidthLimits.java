package stratus.neutron.agent.l2;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.host.Link;
import stratus.neutron.agent.host.Names;
import stratus.neutron.agent.host.Qdisc;
import stratus.neutron.rpc.WantedState.Limit;
import stratus.neutron.rpc.WantedState.Port;
import stratus.oslo.base.Ids.PortId;

/**
 * Keeps the traffic of guests' ports within their limits.
 *
 * <p>What goes to the guest waits in the queue of its tap. What the guest sends is sent round through a device of its
 * own, since only what leaves a device can wait. A queue and its class are numbered by their limit, since the kernel
 * rounds what it shows of rates: the right numbers there are the right limit there.
 */
public final class BandwidthLimits {
    /** Others, as hypervisors, number theirs from 1. */
    private static final int OURS = 0x7000;

    /** A queue that holds less than two full packets lets none through. */
    private static final int LEAST_BURST = 3200;

    private BandwidthLimits() {}

    /** The lines for {@code ip -batch} that make what has to be there before the queues. */
    public static List<String> made(List<Port> ports, Set<String> devices) {
        var lines = new ArrayList<String>();
        for (var device : limiters(ports, devices)) {
            if (!devices.contains(device)) {
                lines.add("link add " + device + " type ifb");
                lines.add("link set dev " + device + " up");
            }
        }
        return lines;
    }

    /** The lines that take away what no queue needs any more. */
    public static List<String> gone(List<Port> ports, Map<String, Link> links) {
        var wanted = limiters(ports, links.keySet());
        return links.values().stream()
                .filter(link -> isLimiter(link) && !wanted.contains(link.name()))
                .map(link -> "link del dev " + link.name())
                .toList();
    }

    /** Whether the device is one of those that guests' traffic is sent through. */
    public static boolean isLimiter(Link link) {
        return link.kind().equals("ifb") && link.name().startsWith("qos");
    }

    private static Set<String> limiters(List<Port> ports, Set<String> devices) {
        return ports.stream()
                .filter(p -> fromGuest(p) != null && devices.contains(Names.tap(p.id())))
                .map(p -> Names.limiter(p.id()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The lines for {@code tc -batch}, of each port that is not as it should be; ports without a tap are passed over. */
    public static Map<Port, List<String>> commands(List<Port> ports, List<Qdisc> actual, Set<String> devices) {
        var roots = new LinkedHashMap<String, String>();
        var turned = new HashSet<String>();
        for (var qdisc : actual) {
            if (qdisc.kind().equals("htb")) {
                roots.put(qdisc.device(), qdisc.handle() + qdisc.defaultClass());
            } else if (qdisc.kind().equals("ingress")) {
                turned.add(qdisc.device());
            }
        }
        var all = new LinkedHashMap<Port, List<String>>();
        for (var port : ports) {
            var tap = Names.tap(port.id());
            var limiter = Names.limiter(port.id());
            var lines = new ArrayList<String>();
            if (devices.contains(tap)) {
                lines.addAll(queue(tap, toGuest(port), roots.get(tap)));
                lines.addAll(queue(limiter, fromGuest(port), roots.get(limiter)));
                lines.addAll(detour(tap, limiter, fromGuest(port) != null, turned.contains(tap)));
            }
            if (!lines.isEmpty()) {
                all.put(port, lines);
            }
        }
        return all;
    }

    private static List<String> queue(String device, @Nullable Limit limit, @Nullable String there) {
        if (limit == null) {
            return there != null && device.startsWith("tap") && isOurs(there)
                    ? List.of("qdisc del dev " + device + " root")
                    : List.of();
        }
        var leaf = leaf(limit);
        if (leaf.equals(there)) {
            return List.of();
        }
        long burst = Math.max(LEAST_BURST, limit.burstKbits() * 125L);
        var handle = leaf.substring(0, leaf.indexOf(':') + 1);
        return List.of(
                "qdisc replace dev %s root handle %s htb default %s"
                        .formatted(device, handle, leaf.substring(handle.length())),
                "class replace dev %s parent %s classid %s htb rate %dkbit burst %5$db cburst %5$db"
                        .formatted(device, handle, leaf, limit.kbps(), burst));
    }

    /** The number of the only class, {@code 7123:4567}: another limit has the same one once in 2²⁸ cases. */
    private static String leaf(Limit limit) {
        long mixed = ((long) limit.kbps() << 32 | limit.burstKbits()) * 0x9E3779B97F4A7C15L;
        long minor = Math.floorMod(mixed >>> 36, 0xfffeL) + 1;
        return "%x:%x".formatted(OURS | mixed >>> 52, minor);
    }

    private static boolean isOurs(String leaf) {
        return Integer.parseInt(leaf.substring(0, leaf.indexOf(':')), 16) >>> 12 == OURS >>> 12;
    }

    private static List<String> detour(String tap, String limiter, boolean wanted, boolean there) {
        if (wanted == there) {
            return List.of();
        }
        return wanted
                ? List.of(
                        "qdisc add dev " + tap + " ingress",
                        "filter add dev %s parent ffff: protocol all prio 1 u32 match u32 0 0 action mirred egress redirect dev %s"
                                .formatted(tap, limiter))
                : List.of("qdisc del dev " + tap + " ingress");
    }

    private static @Nullable Limit fromGuest(Port port) {
        return port.traffic() == null ? null : port.traffic().fromGuest();
    }

    private static @Nullable Limit toGuest(Port port) {
        return port.traffic() == null ? null : port.traffic().toGuest();
    }

    /** Takes the limits of one port away, whichever there are. */
    public static List<String> none(PortId port) {
        return List.of(
                "qdisc del dev " + Names.tap(port) + " root",
                "qdisc del dev " + Names.tap(port) + " ingress",
                "qdisc del dev " + Names.limiter(port) + " root");
    }

    /** Whether any port is to have a limit. */
    public static boolean any(List<Port> ports) {
        return ports.stream().anyMatch(p -> fromGuest(p) != null || toGuest(p) != null);
    }
}
