package stratus.neutron.agent.firewall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.Port;
import stratus.oslo.base.Ids.PortId;

/**
 * The firewall of a host's data plane as text for {@code nft -f}: pure, and the whole of it each time.
 *
 * <p>A frame enters table {@code bridge stratus}: what comes from an unknown tap, or is not what its port may send, is
 * dropped. On its way through the bridge it is marked with the numbers of the ports that it comes from (upper half) and
 * goes to (lower half). Table {@code inet stratus} decides by that mark, since connections can be tracked only there:
 * each bridge is a conntrack zone. Of a tracked connection only answers pass by themselves; the asking side is judged
 * anew with every packet, so that a rule taken away ends what it had allowed.
 */
public final class FirewallRules {
    /** The data plane itself is nobody's server: hypervisors listen there. */
    private static final String OWN_LEGS = """
            chain input { type filter hook input priority 0; policy accept;
            iifname "egw*" ct state established,related accept
            iifname "egw*" meta l4proto { icmp, icmpv6 } accept
            iifname "egw*" drop
            }
            """;

    /**
     * In a namespace of its own the data plane has no business on its bridges: a guest could otherwise pass by the leg
     * that is watched, with a frame to the bridge itself.
     */
    private static final String OWN_BRIDGES = """
            table inet stratus {
            chain bridges { type filter hook input priority 1; policy accept;
            iifname "brq*" drop
            }
            chain crossings { type filter hook forward priority 1; policy accept;
            iifname "brq*" oifname != "brq*" drop
            }
            }
            """;

    private final WantedState state;
    private final List<PortRules> guarded = new ArrayList<>();

    private FirewallRules(WantedState state) {
        this.state = state;
        var groups = new GroupRules(state.securityGroups());
        var secured = state.ports().stream()
                .filter(port -> port.portSecurity() && port.adminStateUp())
                .sorted(Comparator.comparing(port -> port.id().text()))
                .toList();
        for (var port : secured) {
            guarded.add(new PortRules(guarded.size() + 1, port, groups));
        }
    }

    /** {@code trusted} are the ports of our own DHCP servers and routers. */
    public static String render(WantedState state, List<PortId> trusted) {
        var rules = new FirewallRules(state);
        var text = new StringBuilder();
        rules.bridgeTable(trusted, text);
        rules.inetTable(text);
        return text.toString();
    }

    /** The same where nothing but the data plane is: in a namespace of its own. */
    public static String renderAlone(WantedState state, List<PortId> trusted) {
        return render(state, trusted) + OWN_BRIDGES;
    }

    /** Takes the tables away. */
    public static String none() {
        return emptied("bridge") + emptied("inet");
    }

    private static String emptied(String family) {
        return "table %1$s stratus {}\ndelete table %1$s stratus\n".formatted(family);
    }

    private void bridgeTable(List<PortId> trusted, StringBuilder text) {
        text.append(emptied("bridge")).append("table bridge stratus {\n");
        var known = new TreeSet<String>();
        trusted.forEach(port -> known.add(Names.tap(port)));
        state.ports().stream().filter(Port::adminStateUp).forEach(port -> known.add(Names.tap(port.id())));
        text.append("set known { type ifname; ");
        if (!known.isEmpty()) {
            text.append("elements = { ").append(quoted(known)).append(" };");
        }
        text.append(" }\n");
        guarded.forEach(port -> text.append(port.antiSpoof()).append(port.marking()));
        text.append("chain prerouting { type filter hook prerouting priority -300; policy accept;\n")
                .append("iifname \"tap*\" iifname != @known drop\n")
                .append(dispatch("iifname", "jump spoof"))
                .append(marks())
                .append("}\n");
        text.append("chain forward { type filter hook forward priority -10; policy accept;\n")
                .append("oifname \"tap*\" oifname != @known drop\n")
                .append("meta mark set 0\n")
                .append(dispatch("iifname", "jump from"))
                .append(dispatch("oifname", "jump to"))
                .append("}\n}\n");
    }

    /** What the server wants to be read in every packet from a guest. */
    private String marks() {
        var text = new StringBuilder();
        for (var port : state.ports()) {
            var traffic = port.traffic();
            if (traffic != null && traffic.dscp() != null) {
                text.append("iifname \"%1$s\" ip dscp set %2$d\niifname \"%1$s\" ip6 dscp set %2$d\n"
                        .formatted(Names.tap(port.id()), traffic.dscp()));
            }
        }
        return text.toString();
    }

    private static String quoted(Iterable<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }

    private String dispatch(String key, String verdict) {
        return map(
                key,
                guarded.stream()
                        .map(port -> "\"%s\" : %s_%d".formatted(port.tap(), verdict, port.number()))
                        .toList());
    }

    private static String map(String key, List<String> cases) {
        return cases.isEmpty() ? "" : "%s vmap { %s }\n".formatted(key, String.join(", ", cases));
    }

    private void inetTable(StringBuilder text) {
        text.append(emptied("inet")).append("table inet stratus {\n");
        text.append("chain zones { type filter hook prerouting priority -300; policy accept;\n")
                .append(zones())
                .append("}\n");
        text.append(OWN_LEGS);
        var groups = new GroupRules(state.securityGroups());
        text.append(groups.sets());
        text.append(groups.ingress());
        guarded.forEach(port -> text.append(port.ingress()));
        text.append("chain deliver {\n").append(byMark("0xffff", 1, "goto in")).append("accept\n}\n");
        text.append(groups.egress());
        guarded.forEach(port -> text.append(port.egress()));
        text.append("chain forward { type filter hook forward priority 0; policy accept;\n")
                .append(byMark("0xffff0000", 0x10000, "jump out"))
                .append("goto deliver\n}\n}\n");
    }

    private String byMark(String mask, int factor, String verdict) {
        return map(
                "meta mark and " + mask,
                guarded.stream()
                        .map(port -> "0x%x : %s_%d".formatted(port.number() * factor, verdict, port.number()))
                        .toList());
    }

    /**
     * Each bridge's number, made from the network's id so that it stays the same when others come and go: a change would
     * forget the connections.
     */
    private String zones() {
        var zones = new TreeMap<Integer, String>();
        state.networks().stream().map(network -> network.id().text()).sorted().forEach(id -> {
            int zone = Math.floorMod(id.hashCode(), 65535) + 1;
            while (zones.containsKey(zone)) {
                zone = zone % 65535 + 1;
            }
            zones.put(zone, "\"brq" + id.substring(0, 11) + "\"");
        });
        if (zones.isEmpty()) {
            return "";
        }
        var cases = new ArrayList<String>();
        zones.forEach((zone, bridge) -> cases.add(bridge + " : " + zone));
        return "ct zone set iifname map { " + String.join(", ", cases) + " }\n";
    }
}
