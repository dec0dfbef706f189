package stratus.neutron.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** A router's legs in networks of its project. */
public final class RouterInterfaces {
    private final Ports ports;
    private final RouterHosts hosts;

    RouterInterfaces(Ports ports, RouterHosts hosts) {
        this.ports = ports;
        this.hosts = hosts;
    }

    /** Makes a leg with the subnet's gateway address; of IPv6, all of a network are one leg's. */
    public Map<String, Object> addSubnet(Work work, String router, String subnetId) {
        var owner = work.get(Kinds.ROUTER, router);
        var subnet = visibleSubnet(work, subnetId);
        var legs = new Legs(work, router);
        if (!subnet.given("gateway_ip")) {
            throw Legs.bad("Subnet for router interface must have a gateway IP");
        }
        if (!work.admin() && !subnet.projectId().equals(work.project())) {
            throw Legs.bad("Cannot add interface to router because subnet %s is not owned by project making the request"
                    .formatted(subnetId));
        }
        refuseOtherRouters(subnet);
        legs.refuseOverlap(List.of(subnet));
        var fixed =
                Resource.empty().with("ip_address", subnet.text("gateway_ip")).with("subnet_id", subnet.id());
        var shared = legs.innerV6(subnet.text("network_id"));
        if (subnet.number("ip_version") == 6 && shared.isPresent()) {
            var both = new ArrayList<>(shared.get().items("fixed_ips"));
            both.add(fixed);
            var port = ports.update(work, shared.get(), Resource.empty().with("fixed_ips", both));
            return described(router, port, List.of(subnet));
        }
        var placed = hosts.place(work, owner);
        var port = ports.make(
                work,
                Resource.empty()
                        .with("project_id", owner.projectId())
                        .with("network_id", subnet.text("network_id"))
                        .with("fixed_ips", List.of(fixed))
                        .with("device_id", router)
                        .with("device_owner", Legs.INTERFACE)
                        .with("binding:host_id", placed.text(RouterHosts.HOST)));
        work.save(Kinds.ROUTER, placed);
        return described(router, port, List.of(subnet));
    }

    /** Makes a leg of a port that is nobody's yet. */
    public Map<String, Object> addPort(Work work, String router, String portId) {
        var owner = work.get(Kinds.ROUTER, router);
        var port = visiblePort(work, portId);
        if (!port.text("device_id").isEmpty()) {
            throw Refusals.conflict(
                    "PortInUse",
                    "Unable to complete operation on port %s for network %s. Port already has an attached device %s."
                            .formatted(port.id(), port.text("network_id"), port.text("device_id")));
        }
        var subnets = subnets(work, port);
        if (subnets.isEmpty()) {
            throw Legs.bad("Router port must have at least one fixed IP");
        }
        subnets.forEach(RouterInterfaces::refuseOtherRouters);
        refuseSecondV6(work, router, port);
        new Legs(work, router).refuseOverlap(subnets);
        if (subnets.stream().filter(s -> s.number("ip_version") == 4).count() > 1) {
            throw Legs.bad("Cannot have multiple IPv4 subnets on router port");
        }
        refuseOutsidePools(work, port, subnets);
        var placed = hosts.place(work, owner);
        var leg = ports.update(
                work,
                port,
                Resource.empty()
                        .with("device_id", router)
                        .with("device_owner", Legs.INTERFACE)
                        .with("binding:host_id", placed.text(RouterHosts.HOST)));
        work.save(Kinds.ROUTER, placed);
        return described(router, leg, subnets);
    }

    private static Resource visibleSubnet(Work work, String id) {
        var subnet = work.get(Kinds.SUBNET, id);
        var network = work.get(Kinds.NETWORK, subnet.text("network_id"));
        boolean visible = work.admin()
                || subnet.projectId().equals(work.project())
                || Sharing.withCaller(work, network.id())
                || network.projectId().equals(work.project());
        if (!visible) {
            throw Refusals.notFound(Kinds.SUBNET, id);
        }
        return subnet;
    }

    private static Resource visiblePort(Work work, String id) {
        var port = work.get(Kinds.PORT, id);
        if (!work.admin() && !port.projectId().equals(work.project())) {
            throw Refusals.notFound(Kinds.PORT, id);
        }
        return port;
    }

    private static List<Resource> subnets(Work work, Resource port) {
        return Legs.subnets(port).stream().map(s -> work.get(Kinds.SUBNET, s)).toList();
    }

    private static void refuseOtherRouters(Resource subnet) {
        if (subnet.number("ip_version") == 6 && !subnet.given("ipv6_ra_mode") && subnet.given("ipv6_address_mode")) {
            throw Legs.bad(
                    "IPv6 subnet %s configured to receive RAs from an external router cannot be added to Neutron Router."
                            .formatted(subnet.id()));
        }
    }

    private static void refuseSecondV6(Work work, String router, Resource port) {
        var other = new Legs(work, router).innerV6(port.text("network_id"));
        if (Legs.hasV6(port) && other.isPresent()) {
            throw Legs.bad(
                    "Router already contains IPv6 port %s belonging to network id %s. Only one IPv6 port from the same network subnet can be connected to a router."
                            .formatted(other.get().id(), port.text("network_id")));
        }
    }

    private static void refuseOutsidePools(Work work, Resource port, List<Resource> subnets) {
        for (var subnet : subnets) {
            for (var fixed : port.items("fixed_ips")) {
                boolean theirs = fixed.text("subnet_id").equals(subnet.id());
                if (theirs
                        && !work.admin()
                        && !subnet.projectId().equals(work.project())
                        && !inPools(subnet, Ip.parse(fixed.text("ip_address")))) {
                    throw Legs.bad(
                            "Cannot add interface to router because specified port %s has an IP address out of the allocation pool of subnet %s, which is not owned by the project making the request"
                                    .formatted(port.id(), subnet.id()));
                }
            }
        }
    }

    private static boolean inPools(Resource subnet, Ip ip) {
        return subnet.items("allocation_pools").stream()
                .anyMatch(p ->
                        ip.compareTo(Ip.parse(p.text("start"))) >= 0 && ip.compareTo(Ip.parse(p.text("end"))) <= 0);
    }

    /** The leg goes; {@code subnetId}, where given, must be one of its. */
    public Map<String, Object> removePort(Work work, String router, String portId, String subnetId) {
        var port = new Legs(work, router)
                .inner().stream()
                        .filter(p -> p.id().equals(portId))
                        .findFirst()
                        .orElseThrow(() -> Refusals.missing(
                                "RouterInterfaceNotFound",
                                "Router %s does not have an interface with id %s".formatted(router, portId)));
        if (!subnetId.isEmpty() && !Legs.subnets(port).contains(subnetId)) {
            throw Refusals.bad(
                    "SubnetMismatchForPort",
                    "Subnet on port %s does not match the requested subnet %s.".formatted(portId, subnetId));
        }
        var subnets = subnets(work, port);
        subnets.forEach(s -> refuseInUse(work, router, s));
        ports.delete(work, port);
        return left(work, router, port, subnets);
    }

    /** The leg leaves the subnet, and goes if that was its only one. */
    public Map<String, Object> removeSubnet(Work work, String router, String subnetId) {
        var subnet = work.get(Kinds.SUBNET, subnetId);
        var port = new Legs(work, router)
                .inner().stream()
                        .filter(p -> Legs.subnets(p).contains(subnetId))
                        .findFirst()
                        .orElseThrow(() -> Refusals.missing(
                                "RouterInterfaceNotFoundForSubnet",
                                "Router %s has no interface on subnet %s".formatted(router, subnetId)));
        refuseInUse(work, router, subnet);
        var rest = port.items("fixed_ips").stream()
                .filter(f -> !f.text("subnet_id").equals(subnetId))
                .toList();
        if (rest.isEmpty()) {
            ports.delete(work, port);
        } else {
            ports.update(work, port, Resource.empty().with("fixed_ips", rest));
        }
        return left(work, router, port, List.of(subnet));
    }

    private static Map<String, Object> left(Work work, String router, Resource port, List<Resource> subnets) {
        work.save(Kinds.ROUTER, work.get(Kinds.ROUTER, router));
        return described(router, port, subnets);
    }

    private static void refuseInUse(Work work, String router, Resource subnet) {
        var cidr = Cidr.parse(subnet.text("cidr"));
        boolean floating = work.list(Kinds.FLOATING_IP, "router_id", router).stream()
                .filter(f -> f.given("fixed_ip_address"))
                .anyMatch(f -> cidr.contains(Ip.parse(f.text("fixed_ip_address"))));
        if (floating) {
            throw Refusals.conflict(
                    "RouterInterfaceInUseByFloatingIP",
                    "Router interface for subnet %s on router %s cannot be deleted, as it is required by one or more floating IPs."
                            .formatted(subnet.id(), router));
        }
        boolean routed = work.get(Kinds.ROUTER, router).items("routes").stream()
                .anyMatch(r -> cidr.contains(Ip.parse(r.text("nexthop"))));
        if (routed) {
            throw Refusals.conflict(
                    "RouterInterfaceInUseByRoute",
                    "Router interface for subnet %s on router %s cannot be deleted, as it is required by one or more routes."
                            .formatted(subnet.id(), router));
        }
    }

    private static Map<String, Object> described(String router, Resource port, List<Resource> subnets) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", router);
        all.put("project_id", port.projectId());
        all.put("tenant_id", port.projectId());
        all.put("port_id", port.id());
        all.put("network_id", port.text("network_id"));
        all.put("subnet_id", subnets.getLast().id());
        all.put("subnet_ids", subnets.stream().map(Resource::id).toList());
        return all;
    }
}
