package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Python;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a subnet may say of itself. */
final class SubnetShape {
    private static final int NAMESERVERS = 5;
    private static final int ROUTES = 20;

    private SubnetShape() {}

    /** All but its pools: they follow from the rest where it does not say. */
    static void check(Resource subnet, Cidr cidr) {
        checkModes(subnet, cidr);
        checkDhcp(subnet, cidr);
        checkGateway(subnet, cidr);
        checkNameservers(subnet, cidr);
        checkRoutes(subnet, cidr);
    }

    static boolean hasModes(Resource subnet) {
        return subnet.given("ipv6_ra_mode") || subnet.given("ipv6_address_mode");
    }

    private static void checkModes(Resource subnet, Cidr cidr) {
        for (var mode : List.of("ipv6_ra_mode", "ipv6_address_mode")) {
            if (subnet.given(mode) && cidr.version() == 4) {
                throw Refusals.input(mode + " is not valid when ip_version is 4");
            }
        }
        if (!hasModes(subnet)) {
            return;
        }
        if (!subnet.flag("enable_dhcp")) {
            throw Refusals.input("ipv6_ra_mode or ipv6_address_mode cannot be set when enable_dhcp is set to False");
        }
        if (subnet.given("ipv6_ra_mode")
                && subnet.given("ipv6_address_mode")
                && !subnet.text("ipv6_ra_mode").equals(subnet.text("ipv6_address_mode"))) {
            throw Refusals.input(
                    "ipv6_ra_mode set to '%s' with ipv6_address_mode set to '%s' is not valid. If both attributes are set, they must be the same value"
                            .formatted(subnet.text("ipv6_ra_mode"), subnet.text("ipv6_address_mode")));
        }
        boolean self = List.of("slaac", "dhcpv6-stateless").contains(subnet.text("ipv6_address_mode"))
                || List.of("slaac", "dhcpv6-stateless").contains(subnet.text("ipv6_ra_mode"));
        if (self && cidr.prefix() != 64) {
            throw Refusals.input(
                    "Invalid CIDR %s for IPv6 address mode. OpenStack uses the EUI-64 address format, which requires the prefix to be /64"
                            .formatted(cidr));
        }
    }

    private static void checkDhcp(Resource subnet, Cidr cidr) {
        if (!subnet.flag("enable_dhcp")) {
            return;
        }
        if (cidr.prefix() > (cidr.version() == 4 ? 30 : 126)) {
            throw Refusals.input("Subnet has a prefix length that is incompatible with DHCP service enabled");
        }
        var multicast = Cidr.parse(cidr.version() == 4 ? "224.0.0.0/4" : "ff00::/8");
        var loopback = Cidr.parse(cidr.version() == 4 ? "127.0.0.0/8" : "::1/128");
        if (multicast.contains(cidr.network())) {
            throw Refusals.input("Multicast IP subnet is not supported if enable_dhcp is True");
        }
        if (loopback.contains(cidr.network())) {
            throw Refusals.input("Loopback IP subnet is not supported if enable_dhcp is True");
        }
        if (cidr.version() == 4 && cidr.network().value().signum() == 0) {
            throw Refusals.input("First IP '0.0.0.0' of network is not supported if enable_dhcp is True.");
        }
    }

    static RuntimeException otherVersion(String name, String address, int version) {
        return Refusals.input("%s '%s' does not match the ip_version '%d'".formatted(name, address, version));
    }

    private static void requireVersion(String name, String address, Cidr cidr) {
        if (Cidr.parse(address).version() != cidr.version()) {
            throw otherVersion(name, address, cidr.version());
        }
    }

    private static void checkGateway(Resource subnet, Cidr cidr) {
        if (!subnet.given("gateway_ip")) {
            return;
        }
        requireVersion("gateway_ip", subnet.text("gateway_ip"), cidr);
        var gateway = Ip.parse(subnet.text("gateway_ip"));
        boolean edge = cidr.version() == 4
                && cidr.prefix() < 31
                && (gateway.equals(cidr.network()) || gateway.equals(cidr.last()));
        if (edge) {
            throw Refusals.input("Gateway is not valid on subnet");
        }
    }

    private static String name(Resource subnet) {
        return subnet.given("id") ? subnet.id() : "new subnet";
    }

    private static void checkNameservers(Resource subnet, Cidr cidr) {
        var servers = subnet.texts("dns_nameservers");
        if (servers.size() > NAMESERVERS) {
            throw Refusals.bad(
                    "DNSNameServersExhausted",
                    "Unable to complete operation for %s. The number of DNS nameservers exceeds the limit %d."
                            .formatted(name(subnet), NAMESERVERS));
        }
        servers.forEach(s -> requireVersion("dns_nameserver", s, cidr));
    }

    private static void checkRoutes(Resource subnet, Cidr cidr) {
        var routes = subnet.items("host_routes");
        if (routes.size() > ROUTES) {
            throw Refusals.bad(
                    "HostRoutesExhausted",
                    "Unable to complete operation for %s. The number of host routes exceeds the limit %d."
                            .formatted(name(subnet), ROUTES));
        }
        for (var route : routes) {
            requireVersion("nexthop", route.text("nexthop"), cidr);
            requireVersion("destination", route.text("destination"), cidr);
        }
    }

    static void checkPools(Resource subnet, Cidr cidr) {
        var seen = new ArrayList<Resource>();
        for (var pool : subnet.items("allocation_pools")) {
            var start = Ip.parse(pool.text("start"));
            var end = Ip.parse(pool.text("end"));
            if (start.compareTo(end) > 0) {
                throw Refusals.bad(
                        "InvalidAllocationPool",
                        "The allocation pool %s is not valid.".formatted(Python.repr(pool.body())));
            }
            if (start.compareTo(cidr.firstHost()) < 0 || end.compareTo(cidr.lastHost()) > 0) {
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
}
