package stratus.neutron.agent.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The lines for {@code ip -batch} that turn devices as they are into devices as they should be. */
public final class LinkDiff {
    private final Map<String, Link> actual;
    private final List<String> lines = new ArrayList<>();

    private LinkDiff(Map<String, Link> actual) {
        this.actual = actual;
    }

    /** Makes and sets what is planned; other devices are left alone. */
    public static List<String> commands(List<LinkPlan> wanted, Map<String, Link> actual) {
        var diff = new LinkDiff(actual);
        wanted.forEach(diff::make);
        wanted.forEach(diff::set);
        return diff.lines;
    }

    private void make(LinkPlan plan) {
        if (plan.make() != null && !actual.containsKey(plan.name())) {
            lines.add("link add name %s %s".formatted(plan.name(), plan.make()));
            if (plan.addresses() == null) {
                lines.add("link set dev %s addrgenmode none".formatted(plan.name()));
            }
        }
    }

    private void set(LinkPlan plan) {
        var link = actual.get(plan.name());
        if (link == null && plan.make() == null) {
            return;
        }
        if (plan.unfiltered(link)) {
            lines.add("link set dev %s addrgenmode none".formatted(plan.name()));
            lines.add("link set dev %s %s".formatted(plan.name(), plan.make()));
        }
        if (!plan.met(link)) {
            lines.add(settings(plan, link));
        }
        addresses(plan, link);
    }

    private static String settings(LinkPlan plan, @Nullable Link link) {
        var line = new StringBuilder("link set dev ").append(plan.name());
        if (plan.mac() != null && (link == null || !plan.mac().equalsIgnoreCase(link.mac()))) {
            line.append(" address ").append(plan.mac());
        }
        if (plan.mtu() != 0 && (link == null || plan.mtu() != link.mtu())) {
            line.append(" mtu ").append(plan.mtu());
        }
        if (plan.master() != null && (link == null || !plan.master().equals(link.master()))) {
            line.append(" master ").append(plan.master());
        }
        return line.append(plan.up() ? " up" : " down").toString();
    }

    private void addresses(LinkPlan plan, @Nullable Link link) {
        if (plan.addresses() == null) {
            return;
        }
        int before = lines.size();
        var there = link == null ? Set.<String>of() : link.addresses();
        for (var address : new TreeSet<>(there)) {
            if (!contains(plan.addresses(), address) && !givenByKernel(address)) {
                lines.add("addr del %s dev %s".formatted(address, plan.name()));
            }
        }
        for (var address : new TreeSet<>(plan.addresses())) {
            if (!contains(there, address)) {
                lines.add(
                        "addr add %s dev %s%s".formatted(address, plan.name(), address.contains(":") ? " nodad" : ""));
            }
        }
        if (lines.size() > before) {
            announce(plan);
        }
    }

    /** Setting the MAC again makes the kernel tell the neighbours of every address, where {@code arp_notify} is set. */
    private void announce(LinkPlan plan) {
        if (plan.mac() != null && plan.up()) {
            lines.add("link set dev %s address %s".formatted(plan.name(), plan.mac()));
        }
    }

    /** However the address is written. */
    private static boolean contains(Set<String> addresses, String address) {
        var wanted = Cidr.parse(address);
        return addresses.contains(address)
                || addresses.stream().anyMatch(other -> Cidr.parse(other).equals(wanted));
    }

    private static boolean givenByKernel(String address) {
        return address.startsWith("fe80:") || address.equals("127.0.0.1/8") || address.equals("::1/128");
    }
}
