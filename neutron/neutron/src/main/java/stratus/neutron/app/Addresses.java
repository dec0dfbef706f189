package stratus.neutron.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.neutron.store.AddressStore.Allocation;

/** Gives ports their addresses: each of a network to one port at a time. */
final class Addresses {
    /** A port that is to get addresses. */
    record Ask(
            String port,
            String network,
            String mac,
            @Nullable List<Resource> wanted,
            String owner) {}

    /** Free addresses as asked for, or one of each IP version; {@link #hold} makes them the port's. */
    List<Map<String, String>> choose(Work work, Ask ask) {
        var subnets = work.list(Kinds.SUBNET, "network_id", ask.network());
        var taken = new HashSet<>(work.addresses().taken(work.tx(), ask.network()));
        var given = new ArrayList<Map<String, String>>();
        if (ask.wanted() == null) {
            anyOf(ask, subnets, taken, given);
        } else {
            for (var want : ask.wanted()) {
                given.add(one(ask, subnets, taken, want));
            }
        }
        return given;
    }

    void hold(Work work, Ask ask, List<Map<String, String>> chosen) {
        for (var fixed : chosen) {
            work.addresses()
                    .insert(
                            work.tx(),
                            new Allocation(
                                    ask.network(), get(fixed, "ip_address"), get(fixed, "subnet_id"), ask.port()));
        }
    }

    private static String get(Map<String, String> fixed, String key) {
        return Objects.requireNonNull(fixed.get(key));
    }

    private static void anyOf(Ask ask, List<Resource> subnets, Set<String> taken, List<Map<String, String>> given) {
        for (int version : new int[] {4, 6}) {
            var fit = subnets.stream()
                    .filter(s -> s.number("ip_version") == version && serves(s, ask.owner()) && !self(s))
                    .toList();
            if (!fit.isEmpty()) {
                given.add(first(ask.network(), fit, taken));
            }
        }
        for (var subnet : subnets) {
            if (self(subnet) && !ask.owner().equals(Legs.INTERFACE)) {
                given.add(fixed(subnet, Cidr.parse(subnet.text("cidr")).slaac(ask.mac()), taken));
            }
        }
    }

    private static boolean serves(Resource subnet, String owner) {
        var types = subnet.texts("service_types");
        return types.isEmpty() || types.stream().anyMatch(owner::startsWith);
    }

    /** Whether guests make their addresses in it from their MACs. */
    static boolean self(Resource subnet) {
        return List.of("slaac", "dhcpv6-stateless").contains(subnet.text("ipv6_address_mode"));
    }

    private static Map<String, String> one(Ask ask, List<Resource> subnets, Set<String> taken, Resource want) {
        if (subnets.isEmpty()) {
            throw Refusals.input("IP allocation requires subnets for network");
        }
        var subnet = want.has("subnet_id") ? named(ask, subnets, want) : holding(ask, subnets, want);
        if (want.has("ip_address")) {
            var ip = Ip.parse(want.text("ip_address"));
            refuseAutomatic(ask, subnet, ip);
            return exact(subnet, ip, taken);
        }
        return self(subnet) && !ask.owner().equals(Legs.INTERFACE)
                ? fixed(subnet, Cidr.parse(subnet.text("cidr")).slaac(ask.mac()), taken)
                : first(ask.network(), List.of(subnet), taken);
    }

    /** Where addresses follow from MACs, no other can be had. */
    private static void refuseAutomatic(Ask ask, Resource subnet, Ip ip) {
        if (self(subnet)
                && !ask.owner().startsWith("network:router")
                && !ip.equals(Cidr.parse(subnet.text("cidr")).slaac(ask.mac()))) {
            throw Refusals.bad(
                    "AllocationOnAutoAddressSubnet",
                    "IPv6 address %s cannot be directly assigned to a port on subnet %s as the subnet is configured for automatic addresses"
                            .formatted(ip, subnet.id()));
        }
    }

    private static Resource named(Ask ask, List<Resource> subnets, Resource want) {
        return subnets.stream()
                .filter(s -> s.id().equals(want.text("subnet_id")))
                .findFirst()
                .orElseThrow(() -> Refusals.input(
                        "Failed to create port on network %s, because fixed_ips included invalid subnet %s"
                                .formatted(ask.network(), want.text("subnet_id"))));
    }

    private static Resource holding(Ask ask, List<Resource> subnets, Resource want) {
        if (!want.has("ip_address")) {
            throw Refusals.input("IP allocation requires subnet_id or ip_address");
        }
        var ip = Ip.parse(want.text("ip_address"));
        return subnets.stream()
                .filter(s -> Cidr.parse(s.text("cidr")).contains(ip))
                .findFirst()
                .orElseThrow(() -> Refusals.bad(
                        "InvalidIpForNetwork",
                        "IP address %s is not a valid IP for any of the subnets on the specified network."
                                .formatted(ip)));
    }

    private static Map<String, String> exact(Resource subnet, Ip ip, Set<String> taken) {
        var cidr = Cidr.parse(subnet.text("cidr"));
        boolean edge =
                cidr.version() == 4 && cidr.prefix() < 31 && (ip.equals(cidr.network()) || ip.equals(cidr.last()));
        if (!cidr.contains(ip) || edge) {
            throw Refusals.bad(
                    "InvalidIpForSubnet", "IP address %s is not a valid IP for the specified subnet.".formatted(ip));
        }
        return fixed(subnet, ip, taken);
    }

    private static Map<String, String> fixed(Resource subnet, Ip ip, Set<String> taken) {
        if (!taken.add(ip.toString())) {
            throw Refusals.conflict(
                    "IpAddressAlreadyAllocated",
                    "IP address %s already allocated in subnet %s".formatted(ip, subnet.id()));
        }
        return Map.of("subnet_id", subnet.id(), "ip_address", ip.toString());
    }

    private static Map<String, String> first(String network, List<Resource> subnets, Set<String> taken) {
        for (var subnet : subnets) {
            for (var pool : subnet.items("allocation_pools")) {
                var last = Ip.parse(pool.text("end"));
                for (var ip = Ip.parse(pool.text("start")); ip.compareTo(last) <= 0; ip = ip.plus(1)) {
                    if (!taken.contains(ip.toString())) {
                        return fixed(subnet, ip, taken);
                    }
                }
            }
        }
        throw Refusals.conflict(
                "IpAddressGenerationFailure", "No more IP addresses available on network %s.".formatted(network));
    }
}
