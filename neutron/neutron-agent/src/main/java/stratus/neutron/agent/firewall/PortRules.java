package stratus.neutron.agent.firewall;

import java.util.List;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Port;

/** The chains of one guarded port; {@code number} tells it from others in marks and names. */
record PortRules(int number, Port port, GroupRules groups) {
    /** What IPv6 cannot do without: listener queries, advertisements, neighbours. */
    private static final String TO_GUESTS = "icmpv6 type { 130, 134, 135, 136 }";

    private static final String FROM_GUESTS = "icmpv6 type { 131, 132, 133, 135, 136, 143 }";

    String tap() {
        return Names.tap(port.id());
    }

    String antiSpoof() {
        return new AntiSpoof(number, port).render();
    }

    String marking() {
        return """
                chain from_%1$d { meta mark set meta mark or 0x%2$x; }
                chain to_%1$d { meta mark set meta mark or 0x%1$x; }
                """.formatted(number, number << 16);
    }

    /** What may reach the guest. */
    String ingress() {
        return """
                chain in_%d {
                %sudp sport 67 udp dport 68 accept
                udp sport 547 udp dport 546 accept
                %s accept
                %sdrop
                }
                """.formatted(number, tracked("accept"), TO_GUESTS, jumps("in"));
    }

    /** What the guest may send; it is delivered only when the other side takes it too. */
    String egress() {
        return """
                chain out_%d {
                %sudp sport 68 udp dport 67 goto deliver
                udp sport 546 udp dport 547 goto deliver
                %s goto deliver
                %sdrop
                }
                """.formatted(number, tracked("goto deliver"), FROM_GUESTS, jumps("out"));
    }

    private String tracked(String verdict) {
        if (!stateful()) {
            return "";
        }
        return """
                ct state invalid drop
                ct direction reply ct state established %1$s
                ct state related %1$s
                """.formatted(verdict);
    }

    /** A port's groups are all of one kind: the server sees to it. */
    private boolean stateful() {
        return groupNames().isEmpty() || port.securityGroups().stream().anyMatch(groups::stateful);
    }

    private String jumps(String direction) {
        var text = new StringBuilder();
        groupNames()
                .forEach(name -> text.append("jump sg_")
                        .append(direction)
                        .append('_')
                        .append(name)
                        .append('\n'));
        return text.toString();
    }

    private List<String> groupNames() {
        return port.securityGroups().stream()
                .filter(groups::known)
                .map(GroupRules::name)
                .sorted()
                .toList();
    }
}
