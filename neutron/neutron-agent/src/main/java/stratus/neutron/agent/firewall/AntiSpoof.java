package stratus.neutron.agent.firewall;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.agent.host.LinkLocal;
import stratus.neutron.rpc.WantedState.FixedIp;
import stratus.neutron.rpc.WantedState.Port;

/** What a port may say of itself: its own MACs with its own addresses, never DHCP answers or router advertisements. */
final class AntiSpoof {
    /** A MAC with an address, or CIDR, that may be used with it. */
    private record Pair(String mac, String ip) {}

    private final int number;
    private final Set<String> macs = new LinkedHashSet<>();
    private final List<Pair> v4 = new ArrayList<>();
    private final List<Pair> v6 = new ArrayList<>();

    AntiSpoof(int number, Port port) {
        this.number = number;
        var own = normal(port.macAddress());
        macs.add(own);
        port.fixedIps().stream().map(FixedIp::ip).forEach(ip -> add(own, ip));
        for (var pair : port.allowedAddressPairs()) {
            var mac = pair.macAddress() == null ? own : normal(pair.macAddress());
            macs.add(mac);
            add(mac, pair.ip());
        }
        macs.forEach(mac -> add(mac, LinkLocal.of(mac)));
    }

    private static String normal(String mac) {
        return mac.toLowerCase(Locale.ROOT).replace('-', ':');
    }

    private void add(String mac, String ip) {
        (Cidr.isV6(ip) ? v6 : v4).add(new Pair(mac, ip));
    }

    String render() {
        return """
                chain arp_%1$d {
                %2$sdrop
                }
                chain ip4_%1$d {
                ether saddr %5$s ip saddr 0.0.0.0 udp sport 68 udp dport 67 return
                udp sport 67 udp dport 68 drop
                %3$sdrop
                }
                chain ip6_%1$d {
                icmpv6 type { 134, 137 } drop
                udp sport 547 udp dport 546 drop
                ether saddr %5$s ip6 saddr :: icmpv6 type { 131, 132, 133, 135, 143 } return
                %6$s%4$sdrop
                }
                chain spoof_%1$d {
                ether type vmap { arp : goto arp_%1$d, ip : goto ip4_%1$d, ip6 : goto ip6_%1$d }
                drop
                }
                """.formatted(number, arp(), source("ip", v4), source("ip6", v6), macSet(), neighbours());
    }

    private String macSet() {
        return "{ " + String.join(", ", macs) + " }";
    }

    /** A question whether an address is free has none to come from. */
    private String arp() {
        var text = new StringBuilder();
        macs.forEach(mac ->
                text.append("ether saddr %1$s arp saddr ether %1$s arp saddr ip 0.0.0.0 return\n".formatted(mac)));
        v4.forEach(pair -> text.append(
                "ether saddr %1$s arp saddr ether %1$s arp saddr ip %2$s return\n".formatted(pair.mac(), pair.ip())));
        return text.toString();
    }

    private static String source(String family, List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> "ether saddr %s %s saddr %s return\n".formatted(pair.mac(), family, pair.ip()))
                .collect(Collectors.joining());
    }

    /** A neighbour advertisement is about one of the port's own addresses: its target follows 8 bytes of header. */
    private String neighbours() {
        if (v6.stream().anyMatch(pair -> pair.ip().contains("/"))) {
            return "";
        }
        var targets = v6.stream().map(pair -> hex(pair.ip())).distinct().collect(Collectors.joining(", "));
        return "icmpv6 type 136 @th,64,128 != { " + targets + " } drop\n";
    }

    private static String hex(String ip) {
        var text = new StringBuilder("0x");
        for (byte b : Cidr.parse(ip).address().getAddress()) {
            text.append("%02x".formatted(b));
        }
        return text.toString();
    }
}
