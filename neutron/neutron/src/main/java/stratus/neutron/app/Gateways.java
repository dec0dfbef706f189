package stratus.neutron.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** A router's leg in an external network: it has one or none. */
final class Gateways {
    static final String INFO = "external_gateway_info";

    private final Ports ports;
    private final RouterHosts hosts;

    Gateways(Ports ports, RouterHosts hosts) {
        this.ports = ports;
        this.hosts = hosts;
    }

    /** The router with the gateway that {@code wanted} describes; with none where it is null or empty. */
    Resource set(Work work, Resource router, @Nullable Resource wanted) {
        var current = new Legs(work, router.id()).gateway().orElse(null);
        if (wanted == null || !wanted.given("network_id")) {
            checkRoutes(work, router, List.of());
            return without(work, router, current).with(INFO, null);
        }
        var network = external(work, wanted);
        var subnets = work.list(Kinds.SUBNET, "network_id", network.id());
        var asked = wanted.items("external_fixed_ips");
        refuseTheirGateway(asked, subnets);
        checkRoutes(work, router, subnets);
        if (current == null || !current.text("network_id").equals(network.id())) {
            var bare = without(work, router, current);
            var placed = hosts.place(work, bare);
            return described(placed, wanted, make(work, placed, network, subnets, asked));
        }
        return described(router, wanted, differs(current, asked) ? readdress(work, current, asked) : current);
    }

    private static Resource external(Work work, Resource wanted) {
        var network = work.get(Kinds.NETWORK, wanted.text("network_id"));
        if (!Sharing.usable(work, network)) {
            throw Refusals.notFound(Kinds.NETWORK, network.id());
        }
        if (!network.flag("router:external")) {
            throw Legs.bad("Network %s is not an external network".formatted(network.id()));
        }
        return network;
    }

    private static void refuseTheirGateway(List<Resource> asked, List<Resource> subnets) {
        for (var fixed : asked) {
            var ip = fixed.text("ip_address");
            if (!ip.isEmpty()
                    && subnets.stream().anyMatch(s -> s.text("gateway_ip").equals(ip))) {
                throw Legs.bad("External IP %s is the same as the gateway IP".formatted(ip));
            }
        }
    }

    /** Routes must stay reachable when the gateway is another. */
    private static void checkRoutes(Work work, Resource router, List<Resource> outside) {
        var legs = new Legs(work, router.id());
        var inner = legs.inner();
        var cidrs = new ArrayList<>(legs.cidrs(inner));
        outside.forEach(s -> cidrs.add(Cidr.parse(s.text("cidr"))));
        Routes.check(router.get("routes"), cidrs, Legs.addresses(inner));
    }

    private Resource make(Work work, Resource router, Resource network, List<Resource> subnets, List<Resource> asked) {
        new Legs(work, router.id()).refuseOverlap(subnets);
        var port = Resource.empty()
                .with("project_id", "")
                .with("network_id", network.id())
                .with("device_id", router.id())
                .with("device_owner", Legs.GATEWAY)
                .with("binding:host_id", router.text(RouterHosts.HOST));
        return ports.make(work, asked.isEmpty() ? port : port.with("fixed_ips", asked));
    }

    private static boolean differs(Resource port, List<Resource> asked) {
        if (asked.isEmpty()) {
            return false;
        }
        var subnets = given(asked, "subnet_id");
        var ips = given(asked, "ip_address");
        return !subnets.isEmpty() && !subnets.equals(new HashSet<>(Legs.subnets(port)))
                || !ips.isEmpty() && !ips.equals(Legs.addresses(List.of(port)));
    }

    private static HashSet<String> given(List<Resource> asked, String name) {
        return asked.stream()
                .filter(a -> a.given(name))
                .map(a -> a.text(name))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Resource readdress(Work work, Resource port, List<Resource> asked) {
        return ports.update(work, port, Resource.empty().with("fixed_ips", asked));
    }

    private Resource without(Work work, Resource router, @Nullable Resource current) {
        if (current != null) {
            if (!work.list(Kinds.FLOATING_IP, "router_id", router.id()).isEmpty()) {
                throw Refusals.conflict(
                        "RouterExternalGatewayInUseByFloatingIp",
                        "Gateway cannot be updated for router %s, since a gateway to external network %s is required by one or more floating IPs."
                                .formatted(router.id(), current.text("network_id")));
            }
            ports.delete(work, current);
        }
        return router;
    }

    private static Resource described(Resource router, Resource wanted, Resource port) {
        var info = new LinkedHashMap<String, Object>();
        info.put("network_id", port.text("network_id"));
        info.put("external_fixed_ips", port.get("fixed_ips"));
        info.put("enable_snat", !wanted.has("enable_snat") || wanted.flag("enable_snat"));
        return router.with(INFO, info);
    }
}
