package stratus.neutron.agent.firewall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.rpc.WantedState.Direction;
import stratus.neutron.rpc.WantedState.Rule;
import stratus.neutron.rpc.WantedState.SecurityGroup;
import stratus.oslo.base.Ids.SecurityGroupId;

/** Security groups as chains that any number of ports jump to, and as sets of their members. */
final class GroupRules {
    private final Map<SecurityGroupId, SecurityGroup> groups = new LinkedHashMap<>();

    GroupRules(List<SecurityGroup> groups) {
        groups.forEach(group -> this.groups.put(group.id(), group));
    }

    static String name(SecurityGroupId group) {
        return group.text().replace("-", "");
    }

    boolean known(SecurityGroupId group) {
        return groups.containsKey(group);
    }

    boolean stateful(SecurityGroupId group) {
        var known = groups.get(group);
        return known == null || known.stateful();
    }

    String ingress() {
        return chains(Direction.INGRESS, "in", "accept");
    }

    String egress() {
        return chains(Direction.EGRESS, "out", "goto deliver");
    }

    private String chains(Direction direction, String prefix, String verdict) {
        var text = new StringBuilder();
        for (var group : groups.values()) {
            text.append("chain sg_%s_%s {\n".formatted(prefix, name(group.id())));
            for (var rule : group.rules()) {
                if (rule.direction() == direction && RuleMatch.expressible(rule) && canMatch(rule)) {
                    text.append(RuleMatch.of(rule)).append(verdict).append('\n');
                }
            }
            text.append("}\n");
        }
        return text.toString();
    }

    /** A group without members of that family matches nothing. */
    private boolean canMatch(Rule rule) {
        if (rule.remoteGroup() == null) {
            return true;
        }
        var remote = groups.get(rule.remoteGroup());
        return remote != null
                && !members(remote, rule.etherType().equals("IPv6")).isEmpty();
    }

    String sets() {
        var text = new StringBuilder();
        for (var group : groups.values()) {
            set(group, false, text);
            set(group, true, text);
        }
        return text.toString();
    }

    private static void set(SecurityGroup group, boolean v6, StringBuilder text) {
        var members = members(group, v6);
        if (!members.isEmpty()) {
            text.append("set %s { type %s; flags interval; auto-merge; elements = { %s }; }\n"
                    .formatted(setName(group.id(), v6), v6 ? "ipv6_addr" : "ipv4_addr", String.join(", ", members)));
        }
    }

    static String setName(SecurityGroupId group, boolean v6) {
        return (v6 ? "g6_" : "g4_") + name(group);
    }

    private static List<String> members(SecurityGroup group, boolean v6) {
        var members = new ArrayList<String>();
        group.members().stream()
                .filter(member -> Cidr.isV6(member) == v6)
                .distinct()
                .sorted()
                .forEach(members::add);
        return members;
    }
}
