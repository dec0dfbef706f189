package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Ports ports;

    public Subnets(Quotas quotas, Dhcp dhcp, Ports ports) {
        this.quotas = quotas;
        this.dhcp = dhcp;
        this.ports = ports;
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
        SubnetShape.check(subnet, cidr);
        if (!wanted.has("allocation_pools")) {
            subnet = subnet.with("allocation_pools", pools(cidr, subnet));
        }
        SubnetShape.checkPools(subnet, cidr);
        var made = work.insert(kind(), subnet);
        var ids = new ArrayList<>(network.texts("subnets"));
        ids.add(made.id());
        var larger = network.with("subnets", ids);
        work.save(Kinds.NETWORK, pool.map(p -> SubnetPools.scoped(larger, p)).orElse(larger));
        if (Addresses.self(made)) {
            ports.join(work, made);
        }
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
        if (cidr.prefix() == 0) {
            throw Refusals.input("0 is not allowed as CIDR prefix length");
        }
        if (!wanted.has("ip_version")) {
            throw Refusals.input("ip_version not specified");
        }
        if (cidr.version() != wanted.number("ip_version")) {
            throw SubnetShape.otherVersion("cidr", cidr.toString(), wanted.number("ip_version"));
        }
        return cidr;
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

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var cidr = Cidr.parse(before.text("cidr"));
        var after = before.merge(changes);
        for (var list : List.of("dns_nameservers", "host_routes")) {
            after = after.given(list) ? after : after.with(list, List.of());
        }
        if (!after.flag("enable_dhcp") && before.flag("enable_dhcp") && SubnetShape.hasModes(after)) {
            throw Refusals.input("Cannot disable enable_dhcp with ipv6 attributes set");
        }
        SubnetShape.check(after, cidr);
        SubnetShape.checkPools(after, cidr);
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

    /** Addresses of DHCP servers, and those that follow from MACs, go with the subnet; any other keeps it. */
    @Override
    public void delete(Work work, Resource subnet) {
        var users = work.addresses().ofSubnet(work.tx(), subnet.id()).stream()
                .map(a -> work.get(Kinds.PORT, a.portId()))
                .filter(p -> !p.text("device_owner").equals("network:dhcp"))
                .toList();
        if (users.stream().anyMatch(p -> !Addresses.self(subnet) || Ports.isRouters(p))) {
            throw Refusals.conflict(
                    "SubnetInUse",
                    "Unable to complete operation on subnet %s: One or more ports have an IP allocation from this subnet."
                            .formatted(subnet.id()));
        }
        users.forEach(p -> ports.leave(work, p, subnet));
        dhcp.leave(work, subnet);
        work.delete(kind(), subnet);
        var network = work.get(Kinds.NETWORK, subnet.text("network_id"));
        var ids = network.texts("subnets").stream()
                .filter(id -> !id.equals(subnet.id()))
                .toList();
        work.save(Kinds.NETWORK, network.with("subnets", ids));
    }
}
