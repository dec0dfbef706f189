package stratus.neutron.app;

import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a floating IP stands for: one IPv4 address of a port. */
record Inner(Resource port, String subnet, String address) {
    /** As asked for, if the port can have it. */
    static Inner of(Work work, Resource floating, Resource said) {
        var port = work.get(Kinds.PORT, said.text("port_id"));
        if (!work.admin() && !port.projectId().equals(floating.projectId())) {
            throw FloatingIps.bad(
                    "Cannot process floating IP association with Port %s, since that port is owned by a different project"
                            .formatted(port.id()));
        }
        if (port.text("device_owner").equals("network:dhcp")) {
            throw FloatingIps.bad("Port %s is unable to be assigned a floating IP".formatted(port.id()));
        }
        var fixed = said.given("fixed_ip_address") ? named(port, said.text("fixed_ip_address")) : only(port);
        var inner = new Inner(port, fixed.text("subnet_id"), fixed.text("ip_address"));
        inner.refuseSecond(work, floating);
        return inner;
    }

    private static Resource named(Resource port, String address) {
        if (Ip.parse(address).version() != 4) {
            throw FloatingIps.bad("Cannot process floating IP association with %s, since that is not an IPv4 address"
                    .formatted(address));
        }
        return port.items("fixed_ips").stream()
                .filter(f -> f.text("ip_address").equals(address))
                .findFirst()
                .orElseThrow(() -> FloatingIps.bad("Port %s does not have fixed ip %s".formatted(port.id(), address)));
    }

    private static Resource only(Resource port) {
        var v4 = port.items("fixed_ips").stream()
                .filter(f -> Ip.parse(f.text("ip_address")).version() == 4)
                .toList();
        if (v4.isEmpty()) {
            throw FloatingIps.bad(
                    "Cannot add floating IP to port %s that has no fixed IPv4 addresses".formatted(port.id()));
        }
        if (v4.size() > 1) {
            throw FloatingIps.bad(
                    "Port %s has multiple fixed IPv4 addresses.  Must provide a specific IPv4 address when assigning a floating IP"
                            .formatted(port.id()));
        }
        return v4.getFirst();
    }

    private void refuseSecond(Work work, Resource floating) {
        boolean another = work.list(Kinds.FLOATING_IP, "port_id", port.id()).stream()
                .anyMatch(f -> !f.id().equals(floating.id())
                        && f.text("fixed_ip_address").equals(address)
                        && f.text("floating_network_id").equals(floating.text("floating_network_id")));
        if (another) {
            throw Refusals.conflict(
                    "FloatingIPPortAlreadyAssociated",
                    "Cannot associate floating IP %s (%s) with port %s using fixed IP %s, as that fixed IP already has a floating IP on external network %s."
                            .formatted(
                                    floating.text("floating_ip_address"),
                                    floating.id(),
                                    port.id(),
                                    address,
                                    floating.text("floating_network_id")));
        }
    }

    /** The router between the address and the external network: the subnet's own where there are several. */
    String router(Work work, String external) {
        var gateway = work.get(Kinds.SUBNET, subnet).text("gateway_ip");
        var found = work
                .list(
                        Kinds.PORT,
                        Map.of(
                                "network_id", List.of(port.text("network_id")),
                                "device_owner", List.of(Legs.INTERFACE)))
                .stream()
                .filter(leg -> Legs.subnets(leg).contains(subnet) && reaches(work, leg.text("device_id"), external))
                .toList();
        return found.stream()
                .filter(leg -> Legs.addresses(List.of(leg)).contains(gateway))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .map(leg -> leg.text("device_id"))
                .orElseThrow(() -> Refusals.missing(
                        "ExternalGatewayForFloatingIPNotFound",
                        "External network %s is not reachable from subnet %s.  Therefore, cannot associate Port %s with a Floating IP."
                                .formatted(external, subnet, port.id())));
    }

    private static boolean reaches(Work work, String router, String external) {
        return new Legs(work, router)
                .gateway()
                .filter(g -> g.text("network_id").equals(external))
                .isPresent();
    }
}
