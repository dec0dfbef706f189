package stratus.nova.app;

import java.util.List;
import stratus.clients.neutron.Port;
import stratus.nova.rpc.metadata.Link;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;

/** A server's interfaces, as Neutron has them now and its guest is told of them. */
public record GuestLinks(ServerPorts ports) {
    public List<Link> of(Caller caller, ServerId server) {
        return ports.of(caller, server).stream().map(p -> link(caller, p)).toList();
    }

    private Link link(Caller caller, Port port) {
        var floating = ports.floating(caller, port.id());
        var addresses = port.fixedIps().stream()
                .map(ip -> new Link.Address(
                        ip.ipAddress(),
                        subnet(caller, ip.subnetId()),
                        floating.stream()
                                .filter(f -> f.fixed().equals(ip.ipAddress()))
                                .map(ServerPorts.Floating::address)
                                .findFirst()
                                .orElse(null)))
                .toList();
        int mtu = ports.network(caller, port.network()).mtu();
        return new Link(port.id(), port.network(), port.macAddress(), mtu, addresses);
    }

    private Link.Subnet subnet(Caller caller, String id) {
        var s = ports.subnet(caller, id);
        var routes = s.routes().stream()
                .map(r -> new Link.Route(r.destination(), r.nexthop()))
                .toList();
        return new Link.Subnet(s.cidr(), s.gateway(), s.dhcp(), s.addressMode(), s.dns(), routes);
    }
}
