package stratus.neutron.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** The ports of one router as they are now, and which others would not go with them. */
final class Legs {
    static final String INTERFACE = "network:router_interface";
    static final String GATEWAY = "network:router_gateway";

    private final Work work;
    private final String router;

    Legs(Work work, String router) {
        this.work = work;
        this.router = router;
    }

    List<Resource> all() {
        return work.list(Kinds.PORT, "device_id", router).stream()
                .filter(p -> p.text("device_owner").startsWith("network:router_"))
                .toList();
    }

    List<Resource> inner() {
        return all().stream()
                .filter(p -> p.text("device_owner").equals(INTERFACE))
                .toList();
    }

    Optional<Resource> gateway() {
        return all().stream()
                .filter(p -> p.text("device_owner").equals(GATEWAY))
                .findFirst();
    }

    static List<String> subnets(Resource port) {
        return port.items("fixed_ips").stream().map(f -> f.text("subnet_id")).toList();
    }

    static Set<String> addresses(List<Resource> ports) {
        return ports.stream()
                .flatMap(p -> p.items("fixed_ips").stream())
                .map(f -> f.text("ip_address"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    List<Cidr> cidrs(List<Resource> ports) {
        return ports.stream()
                .flatMap(p -> subnets(p).stream())
                .map(s -> Cidr.parse(work.get(Kinds.SUBNET, s).text("cidr")))
                .toList();
    }

    /** The router may reach no address in two ways: its subnets, all of an external network's included, are disjoint. */
    void refuseOverlap(List<Resource> wanted) {
        refuseOverlap(wanted, all());
    }

    void refuseOverlap(List<Resource> wanted, List<Resource> ports) {
        var ids = wanted.stream().map(Resource::id).toList();
        for (var port : ports) {
            for (var subnet : subnets(port)) {
                if (ids.contains(subnet)) {
                    throw bad("Router already has a port on subnet %s".formatted(subnet));
                }
            }
        }
        for (var own : reached(ports).values()) {
            for (var other : wanted) {
                if (Cidr.parse(own.text("cidr")).overlaps(Cidr.parse(other.text("cidr")))) {
                    throw bad("Cidr %s of subnet %s overlaps with cidr %s of subnet %s"
                            .formatted(other.text("cidr"), other.id(), own.text("cidr"), own.id()));
                }
            }
        }
    }

    private Map<String, Resource> reached(List<Resource> ports) {
        var all = new LinkedHashMap<String, Resource>();
        for (var port : ports) {
            var there = new ArrayList<Resource>();
            if (port.text("device_owner").equals(GATEWAY)) {
                there.addAll(work.list(Kinds.SUBNET, "network_id", port.text("network_id")));
            } else {
                subnets(port).forEach(s -> there.add(work.get(Kinds.SUBNET, s)));
            }
            there.forEach(s -> all.put(s.id(), s));
        }
        return all;
    }

    /** That leg in the network which has the router's IPv6 addresses there. */
    Optional<Resource> innerV6(String network) {
        return inner().stream()
                .filter(p -> p.text("network_id").equals(network) && hasV6(p))
                .findFirst();
    }

    static boolean hasV6(Resource port) {
        return addresses(List.of(port)).stream().anyMatch(a -> Ip.parse(a).version() == 6);
    }

    static RuntimeException bad(String message) {
        return Refusals.bad("BadRequest", "Bad router request: %s.".formatted(message));
    }
}
