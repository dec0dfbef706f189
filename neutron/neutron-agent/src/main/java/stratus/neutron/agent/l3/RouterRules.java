package stratus.neutron.agent.l3;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Address;
import stratus.neutron.rpc.WantedState.FloatingIp;
import stratus.neutron.rpc.WantedState.Gateway;
import stratus.neutron.rpc.WantedState.Router;

/**
 * A router's address translation as text for {@code nft -f}: pure, and the whole of it each time.
 *
 * <p>Floating IPs are maps in both directions. What goes out without one takes the router's own address. A guest that
 * calls a floating IP of its own router comes from an outer address too, so that the answer finds its way back.
 * Connections live only as long as the mapping that made them.
 */
final class RouterRules {
    /** Marks the first packet of what came in from outside. */
    private static final String FROM_OUTSIDE = "0x2";

    private RouterRules() {}

    static String render(Router router) {
        var empty = "table ip stratus {}\ndelete table ip stratus\n";
        var gateway = router.gateway();
        if (gateway == null) {
            return empty;
        }
        return empty + "table ip stratus {\n" + maps(router) + chains(router, gateway) + "}\n";
    }

    private static List<FloatingIp> floating(Router router) {
        return router.floatingIps().stream()
                .filter(fip -> !Cidr.isV6(fip.floatingAddress()) && !Cidr.isV6(fip.fixedAddress()))
                .toList();
    }

    /** Of several floating IPs of one address, that which sorts first is the one that it goes out with. */
    private static String maps(Router router) {
        var in = floating(router).stream()
                .map(fip -> fip.floatingAddress() + " : " + fip.fixedAddress())
                .sorted()
                .collect(Collectors.joining(", "));
        var out = floating(router).stream()
                .collect(Collectors.toMap(
                        FloatingIp::fixedAddress,
                        FloatingIp::floatingAddress,
                        (a, b) -> a.compareTo(b) < 0 ? a : b,
                        TreeMap::new))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " : " + entry.getValue())
                .collect(Collectors.joining(", "));
        return map("floating_in", in) + map("floating_out", out);
    }

    private static String map(String name, String elements) {
        return "map %s { type ipv4_addr : ipv4_addr;%s }\n"
                .formatted(name, elements.isEmpty() ? "" : " elements = { " + elements + " };");
    }

    private static String chains(Router router, Gateway gateway) {
        var device = Names.gatewayDevice(gateway.port());
        return """
                chain input { type filter hook input priority 0; policy accept;
                iifname "%1$s" ip daddr 169.254.169.254 drop
                }
                chain revoked { type filter hook forward priority 0; policy accept;
                %2$s}
                chain prerouting { type nat hook prerouting priority -100; policy accept;
                iifname "%1$s" meta mark set %3$s
                dnat to ip daddr map @floating_in
                }
                chain output { type nat hook output priority -100; policy accept;
                dnat to ip daddr map @floating_in
                }
                chain source {
                snat to ip saddr map @floating_out
                %4$s}
                chain hairpin {
                snat to ip saddr map @floating_out
                %5$s}
                chain postrouting { type nat hook postrouting priority 100; policy accept;
                oifname "%1$s" goto source
                meta mark != %3$s ct status dnat goto hairpin
                }
                """.formatted(
                        device,
                        revoked(router, gateway),
                        FROM_OUTSIDE,
                        gateway.enableSnat() ? toOwn(gateway) : "",
                        toOwn(gateway));
    }

    private static String toOwn(Gateway gateway) {
        var own = own(gateway);
        return own.isEmpty() ? "" : "snat to " + own.getFirst() + "\n";
    }

    private static List<String> own(Gateway gateway) {
        return gateway.addresses().stream()
                .map(Address::ip)
                .filter(ip -> !Cidr.isV6(ip))
                .toList();
    }

    /** Ends connections that no mapping explains any more. */
    private static String revoked(Router router, Gateway gateway) {
        var outer = new ArrayList<>(own(gateway));
        var pairs = new ArrayList<String>();
        for (var fip : floating(router)) {
            outer.add(fip.floatingAddress());
            pairs.add(fip.floatingAddress() + " . " + fip.fixedAddress());
        }
        var dnat = pairs.isEmpty()
                ? "ct status dnat drop\n"
                : "ct status dnat ct original ip daddr . ct reply ip saddr != { %s } drop\n"
                        .formatted(String.join(", ", pairs));
        return outer.isEmpty()
                ? dnat
                : dnat + "ct status snat ct reply ip daddr != { %s } drop\n".formatted(String.join(", ", outer));
    }
}
