package stratus.neutron.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a rule of a security group may be. */
public final class SecurityGroupRules implements Rules {
    /** Names and numbers of IP protocols that upstream knows. */
    private static final Map<String, Integer> PROTOCOLS = Map.ofEntries(
            Map.entry("ah", 51),
            Map.entry("dccp", 33),
            Map.entry("egp", 8),
            Map.entry("esp", 50),
            Map.entry("gre", 47),
            Map.entry("icmp", 1),
            Map.entry("icmpv6", 58),
            Map.entry("igmp", 2),
            Map.entry("ipip", 4),
            Map.entry("ipv6-encap", 41),
            Map.entry("ipv6-frag", 44),
            Map.entry("ipv6-icmp", 58),
            Map.entry("ipv6-nonxt", 59),
            Map.entry("ipv6-opts", 60),
            Map.entry("ipv6-route", 43),
            Map.entry("ospf", 89),
            Map.entry("pgm", 113),
            Map.entry("rsvp", 46),
            Map.entry("sctp", 132),
            Map.entry("tcp", 6),
            Map.entry("udp", 17),
            Map.entry("udplite", 136),
            Map.entry("vrrp", 112));

    /** Names that mean the same for IPv6, and how they are kept. */
    private static final Map<String, String> FOR_V6 = Map.of("icmp", "ipv6-icmp", "icmpv6", "ipv6-icmp", "1", "58");

    private static final Set<String> ONLY_V6 = Set.of("icmpv6", "41", "43", "44", "58", "59", "60");

    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0/0", "::/0");

    private static final List<String> SAME = List.of(
            "direction",
            "protocol",
            "port_range_min",
            "port_range_max",
            "ethertype",
            "remote_ip_prefix",
            "remote_group_id",
            "remote_address_group_id");

    private final Quotas quotas;
    private final SecurityGroups groups;

    public SecurityGroupRules(Quotas quotas, SecurityGroups groups) {
        this.quotas = quotas;
        this.groups = groups;
    }

    @Override
    public Kind kind() {
        return Kinds.SECURITY_GROUP_RULE;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        groups.require(work, wanted.text("security_group_id"), wanted.projectId());
        if (wanted.given("remote_group_id")) {
            groups.require(work, wanted.text("remote_group_id"), wanted.projectId());
        }
        if (wanted.given("remote_address_group_id")) {
            AddressGroups.require(work, wanted.text("remote_address_group_id"), wanted.projectId());
        }
        var rule = checked(wanted);
        for (var other : work.list(kind(), "security_group_id", rule.text("security_group_id"))) {
            if (meaning(rule).equals(meaning(other))) {
                throw Refusals.conflict(
                        "SecurityGroupRuleExists",
                        "Security group rule already exists. Rule id is %s.".formatted(other.id()));
            }
        }
        quotas.take(work, kind(), wanted.projectId());
        return SecurityGroups.addRule(work, rule.text("security_group_id"), rule);
    }

    /** With null where nothing is said. */
    static Resource complete(Resource rule) {
        var full = rule;
        for (var name : List.of(
                "protocol",
                "port_range_min",
                "port_range_max",
                "remote_ip_prefix",
                "remote_group_id",
                "remote_address_group_id")) {
            full = full.orElse(name, null);
        }
        return full;
    }

    /** The rule as it is kept; refused if it makes no sense. */
    static Resource checked(Resource wanted) {
        return remote(ports(protocol(ether(wanted))));
    }

    /** Equal for rules that allow the same. */
    static List<String> meaning(Resource rule) {
        return SAME.stream()
                .map(name -> switch (name) {
                    case "protocol" -> rule.given(name) ? String.valueOf(number(rule.text(name))) : "";
                    case "remote_ip_prefix" -> EVERYWHERE.contains(rule.text(name)) ? "" : rule.text(name);
                    default -> rule.text(name);
                })
                .toList();
    }

    private static int number(String protocol) {
        return PROTOCOLS.getOrDefault(protocol, protocol.matches("\\d+") ? Integer.parseInt(protocol) : -1);
    }

    private static Resource ether(Resource wanted) {
        var type = wanted.given("ethertype") ? wanted.text("ethertype") : "IPv4";
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "ipv4" -> wanted.with("ethertype", "IPv4");
            case "ipv6" -> wanted.with("ethertype", "IPv6");
            default ->
                throw Refusals.bad(
                        "SecurityGroupRuleInvalidEtherType",
                        "Security group rule for ethertype '%s' not supported. Allowed values are ['IPv4', 'IPv6']."
                                .formatted(type));
        };
    }

    private static Resource protocol(Resource rule) {
        if (!rule.given("protocol") || rule.text("protocol").equalsIgnoreCase("any")) {
            return rule.with("protocol", null);
        }
        var name = rule.text("protocol").toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.containsKey(name) && (!name.matches("\\d{1,3}") || Integer.parseInt(name) > 255)) {
            throw Refusals.bad(
                    "SecurityGroupRuleInvalidProtocol",
                    "Security group rule protocol %s not supported. Only protocol values %s and integer representations [0 to 255] are supported."
                            .formatted(rule.text("protocol"), List.copyOf(PROTOCOLS.keySet())));
        }
        boolean six = name.startsWith("ipv6-") || ONLY_V6.contains(name);
        if (six && rule.text("ethertype").equals("IPv4")) {
            throw Refusals.bad(
                    "SecurityGroupEthertypeConflictWithProtocol",
                    "Invalid ethertype IPv4 for protocol %s.".formatted(name));
        }
        return rule.with("protocol", rule.text("ethertype").equals("IPv6") ? FOR_V6.getOrDefault(name, name) : name);
    }

    private static Resource ports(Resource said) {
        boolean all = said.number("port_range_min") == 1 && said.number("port_range_max") == 65535;
        var rule = all ? said.with("port_range_min", null).with("port_range_max", null) : said;
        var protocol = rule.text("protocol");
        boolean least = rule.given("port_range_min");
        boolean most = rule.given("port_range_max");
        if (!least && !most) {
            return rule;
        }
        switch (number(protocol)) {
            case 1, 58 -> icmp(rule, least, most);
            case 6, 17, 33, 132, 136 -> {
                for (var name : List.of("port_range_min", "port_range_max")) {
                    if (rule.given(name) && rule.number(name) < 1) {
                        throw Refusals.bad(
                                "SecurityGroupInvalidPortValue",
                                "Invalid value for port %d".formatted(rule.number(name)));
                    }
                }
                if (!least || !most || rule.number("port_range_min") > rule.number("port_range_max")) {
                    throw Refusals.bad(
                            "SecurityGroupInvalidPortRange",
                            "For TCP/UDP protocols, port_range_min must be <= port_range_max");
                }
            }
            case -1 ->
                throw Refusals.bad(
                        "SecurityGroupProtocolRequiredWithPorts", "Must also specify protocol if port range is given.");
            default ->
                throw Refusals.bad(
                        "SecurityGroupInvalidProtocolForPort",
                        "Ports cannot be specified for protocol %s. Ports are only supported for %s."
                                .formatted(number(protocol), "DCCP, SCTP, TCP, UDP, UDPLITE"));
        }
        return rule;
    }

    private static void icmp(Resource rule, boolean type, boolean code) {
        for (var name : List.of("port_range_min", "port_range_max")) {
            if (rule.given(name) && (rule.number(name) < 0 || rule.number(name) > 255)) {
                throw Refusals.bad(
                        "SecurityGroupInvalidIcmpValue",
                        "Invalid value for ICMP %s (%s) %d. It must be 0 to 255."
                                .formatted(name.endsWith("min") ? "type" : "code", name, rule.number(name)));
            }
        }
        if (code && !type) {
            throw Refusals.bad(
                    "SecurityGroupMissingIcmpType",
                    "ICMP code (port-range-max) %d is provided but ICMP type (port-range-min) is missing."
                            .formatted(rule.number("port_range_max")));
        }
    }

    /** With a mask where only an address was said. */
    private static Resource remote(Resource rule) {
        var remotes = Stream.of("remote_ip_prefix", "remote_group_id", "remote_address_group_id");
        if (remotes.filter(rule::given).count() > 1) {
            throw Refusals.bad(
                    "SecurityGroupMultipleRemoteEntites",
                    "Only one of remote_ip_prefix or remote_group_id or remote_address_group_id may be provided.");
        }
        if (!rule.given("remote_ip_prefix")) {
            return rule;
        }
        var prefix = rule.text("remote_ip_prefix");
        if (!Cidr.valid(prefix)) {
            throw Refusals.bad("InvalidCIDR", "Invalid CIDR %s given as IP prefix.".formatted(prefix));
        }
        if (Cidr.parse(prefix).version() != (rule.text("ethertype").equals("IPv4") ? 4 : 6)) {
            throw Refusals.bad(
                    "SecurityGroupRuleParameterConflict",
                    "Conflicting value ethertype %s for CIDR %s".formatted(rule.text("ethertype"), prefix));
        }
        return prefix.contains("/")
                ? rule
                : rule.with("remote_ip_prefix", Cidr.parse(prefix).toString());
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var saved = work.save(kind(), before.merge(changes));
        var group = work.get(Kinds.SECURITY_GROUP, before.text("security_group_id"));
        var rules = group.items("security_group_rules").stream()
                .map(r -> r.id().equals(saved.id()) ? saved : r)
                .toList();
        work.save(Kinds.SECURITY_GROUP, group.with("security_group_rules", rules));
        return saved;
    }

    @Override
    public void delete(Work work, Resource rule) {
        remove(work, rule);
    }

    static void remove(Work work, Resource rule) {
        work.delete(Kinds.SECURITY_GROUP_RULE, rule);
        var group = work.get(Kinds.SECURITY_GROUP, rule.text("security_group_id"));
        var rest = group.items("security_group_rules").stream()
                .filter(r -> !r.id().equals(rule.id()))
                .toList();
        work.save(Kinds.SECURITY_GROUP, group.with("security_group_rules", rest));
    }
}
