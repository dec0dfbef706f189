package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a subnet is: a block of addresses of a network that no other of its subnets overlaps. */
public final class Subnets implements Rules {
    private final Quotas quotas;
    private final Dhcp dhcp;

    public Subnets(Quotas quotas, Dhcp dhcp) {
        this.quotas = quotas;
        this.dhcp = dhcp;
    }

    @Override
    public Kind kind() {
        return Kinds.SUBNET;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        var network = work.get(Kinds.NETWORK, wanted.text("network_id"));
        var pool = PoolCut.pool(work, wanted).stream().findFirst();
        if (wanted.given("cidr") && wanted.given("prefixlen")) {
            throw bad("cidr and prefixlen must not be supplied together");
        }
        var cidr = pool.map(p -> PoolCut.cut(work, p, wanted)).orElseGet(() -> cidr(wanted));
        refuseOtherPool(work, network, cidr, pool.map(Resource::id).orElse(""));
        modes(wanted, cidr);
        for (var other : work.list(kind(), "network_id", network.id())) {
            if (Cidr.parse(other.text("cidr")).overlaps(cidr)) {
                throw Refusals.input("Requested subnet with cidr: %s for network: %s overlaps with another subnet"
                        .formatted(cidr, network.id()));
            }
        }
        var subnet = wanted.without(List.of("use_default_subnetpool", "prefixlen"))
                .with("cidr", cidr.toString())
                .with("ip_version", cidr.version())
                .orElse("gateway_ip", cidr.firstHost().toString())
                .orElse("ipv6_ra_mode", null)
                .orElse("ipv6_address_mode", null)
                .with("subnetpool_id", pool.map(Resource::id).orElse(null));
        if (!wanted.given("dns_nameservers")) {
            subnet = subnet.with("dns_nameservers", List.of());
        }
        if (!wanted.given("host_routes")) {
            subnet = subnet.with("host_routes", List.of());
        }
        checkGateway(subnet, cidr);
        if (!wanted.has("allocation_pools")) {
            subnet = subnet.with("allocation_pools", pools(cidr, subnet));
        }
        checkPools(subnet, cidr);
        checkRoutes(subnet, cidr);
        var made = work.insert(kind(), subnet);
        var ids = new ArrayList<>(network.texts("subnets"));
        ids.add(made.id());
        var larger = network.with("subnets", ids);
        work.save(Kinds.NETWORK, pool.map(p -> SubnetPools.scoped(larger, p)).orElse(larger));
        dhcp.settle(work, network.id());
        return made;
    }

    static RuntimeException bad(String message) {
        return Refusals.bad("BadRequest", "Bad subnets request: %s.".formatted(message));
    }

    /** Of an IP version, a network's subnets are all of one pool or all of none. */
    private static void refuseOtherPool(Work work, Resource network, Cidr cidr, String pool) {
        for (var other : work.subnets(network.id())) {
            if (other.number("ip_version") == cidr.version()
                    && !other.text("subnetpool_id").equals(pool)) {
                throw Refusals.bad(
                        "NetworkSubnetPoolAffinityError",
                        "Subnets hosted on the same network must be allocated from the same subnet pool.");
            }
        }
    }

    private static Cidr cidr(Resource wanted) {
        if (!wanted.given("cidr")) {
            throw bad("a subnetpool must be specified in the absence of a cidr");
        }
        var cidr = Cidr.parse(wanted.text("cidr"));
        if (!wanted.has("ip_version")) {
            throw Refusals.input("ip_version not specified");
        }
        if (cidr.version() != wanted.number("ip_version")) {
            throw Refusals.input(
                    "cidr %s does not match the ip_version %d".formatted(cidr, wanted.number("ip_version")));
        }
        return cidr;
    }

    private static void modes(Resource wanted, Cidr cidr) {
        boolean any = wanted.given("ipv6_ra_mode") || wanted.given("ipv6_address_mode");
        if (any && cidr.version() == 4) {
            throw Refusals.input("ipv6_ra_mode or ipv6_address_mode cannot be set when IP version is 4");
        }
        if (any && !wanted.flag("enable_dhcp")) {
            throw Refusals.input("ipv6_ra_mode or ipv6_address_mode cannot be set when enable_dhcp is set to False");
        }
        if (wanted.given("ipv6_ra_mode")
                && wanted.given("ipv6_address_mode")
                && !wanted.text("ipv6_ra_mode").equals(wanted.text("ipv6_address_mode"))) {
            throw Refusals.input(
                    "ipv6_ra_mode set to '%s' with ipv6_address_mode set to '%s' is not valid. If both attributes are set, they must be the same value"
                            .formatted(wanted.text("ipv6_ra_mode"), wanted.text("ipv6_address_mode")));
        }
        if (List.of("slaac", "dhcpv6-stateless").contains(wanted.text("ipv6_address_mode")) && cidr.prefix() != 64) {
            throw Refusals.input(
                    "Invalid CIDR %s for IPv6 address mode. OpenStack uses the EUI-64 address format, which requires the prefix to be /64"
                            .formatted(cidr));
        }
    }

    private static void checkGateway(Resource subnet, Cidr cidr) {
        if (!subnet.given("gateway_ip")) {
            return;
        }
        var gateway = Ip.parse(subnet.text("gateway_ip"));
        boolean edge = cidr.version() == 4
                && cidr.prefix() < 31
                && (gateway.equals(cidr.network()) || gateway.equals(cidr.last()));
        if (gateway.version() != cidr.version() || edge) {
            throw Refusals.input("Gateway is not valid on subnet");
        }
    }

    private static List<Map<String, String>> pools(Cidr cidr, Resource subnet) {
        var first = cidr.firstHost();
        var last = cidr.lastHost();
        if (!subnet.given("gateway_ip")) {
            return List.of(pool(first, last));
        }
        var gateway = Ip.parse(subnet.text("gateway_ip"));
        var pools = new ArrayList<Map<String, String>>();
        if (gateway.compareTo(first) < 0 || gateway.compareTo(last) > 0) {
            return List.of(pool(first, last));
        }
        if (gateway.compareTo(first) > 0) {
            pools.add(pool(first, gateway.plus(-1)));
        }
        if (gateway.compareTo(last) < 0) {
            pools.add(pool(gateway.plus(1), last));
        }
        return pools;
    }

    private static Map<String, String> pool(Ip start, Ip end) {
        return Map.of("start", start.toString(), "end", end.toString());
    }

    private static void checkPools(Resource subnet, Cidr cidr) {
        var seen = new ArrayList<Resource>();
        for (var pool : subnet.items("allocation_pools")) {
            var start = Ip.parse(pool.text("start"));
            var end = Ip.parse(pool.text("end"));
            if (start.compareTo(end) > 0) {
                throw Refusals.bad(
                        "InvalidAllocationPool", "The allocation pool %s-%s is not valid.".formatted(start, end));
            }
            if (!cidr.contains(start) || !cidr.contains(end)) {
                throw Refusals.bad(
                        "OutOfBoundsAllocationPool",
                        "The allocation pool %s-%s spans beyond the subnet cidr %s.".formatted(start, end, cidr));
            }
            for (var other : seen) {
                if (start.compareTo(Ip.parse(other.text("end"))) <= 0
                        && end.compareTo(Ip.parse(other.text("start"))) >= 0) {
                    throw Refusals.conflict(
                            "OverlappingAllocationPools",
                            "Found overlapping allocation pools: %s-%s %s-%s for subnet %s."
                                    .formatted(other.text("start"), other.text("end"), start, end, cidr));
                }
            }
            seen.add(pool);
            refuseGatewayInPool(subnet, start, end);
        }
    }

    private static void refuseGatewayInPool(Resource subnet, Ip start, Ip end) {
        if (subnet.given("gateway_ip")) {
            var gateway = Ip.parse(subnet.text("gateway_ip"));
            if (gateway.compareTo(start) >= 0 && gateway.compareTo(end) <= 0) {
                throw Refusals.conflict(
                        "GatewayConflictWithAllocationPools",
                        "Gateway ip %s conflicts with allocation pool %s-%s.".formatted(gateway, start, end));
            }
        }
    }

    private static void checkRoutes(Resource subnet, Cidr cidr) {
        for (var route : subnet.items("host_routes")) {
            if (Cidr.parse(route.text("destination")).version() != cidr.version()) {
                throw Refusals.input("host route's destination %s does not match the subnet's IP version"
                        .formatted(route.text("destination")));
            }
        }
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var cidr = Cidr.parse(before.text("cidr"));
        var after = before.merge(changes);
        for (var list : List.of("dns_nameservers", "host_routes")) {
            after = after.given(list) ? after : after.with(list, List.of());
        }
        checkGateway(after, cidr);
        checkPools(after, cidr);
        checkRoutes(after, cidr);
        if (changes.has("gateway_ip") && !changes.get("gateway_ip").equals(before.get("gateway_ip"))) {
            refuseGatewayInUse(work, before);
        }
        var saved = work.save(kind(), after);
        dhcp.settle(work, before.text("network_id"));
        return saved;
    }

    private static void refuseGatewayInUse(Work work, Resource before) {
        for (var held : work.addresses().ofSubnet(work.tx(), before.id())) {
            var port = work.get(Kinds.PORT, held.portId());
            if (held.ipAddress().equals(before.text("gateway_ip"))
                    && port.text("device_owner").equals("network:router_interface")) {
                throw Refusals.conflict(
                        "GatewayIpInUse",
                        "Current gateway ip %s already in use by port %s. Unable to update."
                                .formatted(held.ipAddress(), port.id()));
            }
        }
    }

    /** Addresses of DHCP servers go with the subnet; any other keeps it. */
    @Override
    public void delete(Work work, Resource subnet) {
        var users = work.addresses().ofSubnet(work.tx(), subnet.id()).stream()
                .map(a -> work.get(Kinds.PORT, a.portId()))
                .filter(p -> !p.text("device_owner").equals("network:dhcp"))
                .map(Resource::id)
                .collect(Collectors.joining(", "));
        if (!users.isEmpty()) {
            throw Refusals.conflict(
                    "SubnetInUse",
                    "Unable to complete operation on subnet %s: One or more ports have an IP allocation from this subnet."
                            .formatted(subnet.id()));
        }
        dhcp.leave(work, subnet);
        work.delete(kind(), subnet);
        var network = work.get(Kinds.NETWORK, subnet.text("network_id"));
        var ids = network.texts("subnets").stream()
                .filter(id -> !id.equals(subnet.id()))
                .toList();
        work.save(Kinds.NETWORK, network.with("subnets", ids));
    }
}
