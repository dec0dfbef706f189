package stratus.neutron.agent.firewall;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.rpc.WantedState.Direction;
import stratus.neutron.rpc.WantedState.Rule;

/** What a security group rule matches, in nftables' words. */
final class RuleMatch {
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    /** Upstream's names of protocols. */
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("icmp", ICMP),
            Map.entry("igmp", 2),
            Map.entry("ipip", 4),
            Map.entry("tcp", 6),
            Map.entry("egp", 8),
            Map.entry("udp", 17),
            Map.entry("dccp", 33),
            Map.entry("ipv6-encap", 41),
            Map.entry("ipv6-route", 43),
            Map.entry("ipv6-frag", 44),
            Map.entry("rsvp", 46),
            Map.entry("gre", 47),
            Map.entry("esp", 50),
            Map.entry("ah", 51),
            Map.entry("icmpv6", ICMPV6),
            Map.entry("ipv6-icmp", ICMPV6),
            Map.entry("ipv6-nonxt", 59),
            Map.entry("ipv6-opts", 60),
            Map.entry("ospf", 89),
            Map.entry("vrrp", 112),
            Map.entry("pgm", 113),
            Map.entry("sctp", 132),
            Map.entry("udplite", 136));

    private RuleMatch() {}

    /** The match with a blank at its end, for the verdict to follow. */
    static String of(Rule rule) {
        boolean v6 = rule.etherType().equals("IPv6");
        return "meta nfproto " + (v6 ? "ipv6 " : "ipv4 ") + remote(rule, v6) + protocol(rule, v6);
    }

    /** A rule that makes no sense allows nothing, and spoils none of the others. */
    static boolean expressible(Rule rule) {
        var protocol = rule.protocol();
        boolean known = protocol == null
                || protocol.equalsIgnoreCase("any")
                || NUMBERS.containsKey(protocol.toLowerCase(Locale.ROOT))
                || protocol.matches("[0-9]{1,3}");
        var cidr = rule.remoteCidr();
        return known && (cidr == null || Cidr.isV6(cidr) == rule.etherType().equals("IPv6"));
    }

    private static String remote(Rule rule, boolean v6) {
        var side = (v6 ? "ip6 " : "ip ") + (rule.direction() == Direction.INGRESS ? "saddr " : "daddr ");
        if (rule.remoteGroup() != null) {
            return side + "@" + GroupRules.setName(rule.remoteGroup(), v6) + " ";
        }
        var cidr = rule.remoteCidr();
        return cidr == null || Cidr.parse(cidr).bits() == 0 ? "" : side + cidr + " ";
    }

    private static String protocol(Rule rule, boolean v6) {
        if (rule.protocol() == null || rule.protocol().equalsIgnoreCase("any")) {
            return "";
        }
        int number = number(rule.protocol());
        if (number == ICMP && v6) {
            number = ICMPV6;
        }
        return switch (number) {
            case 0 -> "";
            case ICMP -> icmp("icmp", number, rule);
            case ICMPV6 -> icmp("icmpv6", number, rule);
            case 6, 17, 33, 132, 136 -> "meta l4proto " + number + " " + ports(rule);
            default -> "meta l4proto " + number + " ";
        };
    }

    private static String icmp(String family, int number, Rule rule) {
        if (rule.portRangeMin() == null) {
            return "meta l4proto " + number + " ";
        }
        var code = rule.portRangeMax() == null ? "" : family + " code " + rule.portRangeMax() + " ";
        return family + " type " + rule.portRangeMin() + " " + code;
    }

    private static String ports(Rule rule) {
        var min = rule.portRangeMin();
        var max = rule.portRangeMax();
        if (min == null && max == null) {
            return "";
        }
        return "th dport " + range(min, max) + " ";
    }

    private static String range(@Nullable Integer min, @Nullable Integer max) {
        int low = min == null ? 0 : min;
        int high = max == null ? 65535 : max;
        return low == high ? String.valueOf(low) : low + "-" + high;
    }

    private static int number(String protocol) {
        var known = NUMBERS.get(protocol.toLowerCase(Locale.ROOT));
        return known == null ? Integer.parseInt(protocol) : known;
    }
}
