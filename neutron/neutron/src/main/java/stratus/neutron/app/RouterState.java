package stratus.neutron.app;

import java.util.List;
import java.util.UUID;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;
import stratus.neutron.rpc.FloatingIpId;
import stratus.neutron.rpc.RouterId;
import stratus.neutron.rpc.WantedState;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.SubnetId;

/** The routers of one host as its agent wants to know them. */
final class RouterState {
    private final Work work;

    RouterState(Work work) {
        this.work = work;
    }

    List<WantedState.Router> on(String host) {
        return work.list(Kinds.ROUTER, RouterHosts.HOST, host).stream()
                .map(this::router)
                .toList();
    }

    private WantedState.Router router(Resource router) {
        var legs = new Legs(work, router.id());
        return new WantedState.Router(
                new RouterId(UUID.fromString(router.id())),
                router.flag("admin_state_up"),
                legs.inner().stream()
                        .filter(RouterState::plugged)
                        .map(leg -> new WantedState.Interface(
                                PortId.parse(leg.id()),
                                NetworkId.parse(leg.text("network_id")),
                                leg.text("mac_address"),
                                addresses(leg)))
                        .toList(),
                legs.gateway()
                        .filter(RouterState::plugged)
                        .map(g -> gateway(router, g))
                        .orElse(null),
                work.list(Kinds.FLOATING_IP, "router_id", router.id()).stream()
                        .map(RouterState::floating)
                        .toList(),
                router.items("routes").stream()
                        .map(r -> new WantedState.Route(r.text("destination"), r.text("nexthop")))
                        .toList());
    }

    /** The agent makes legs only in networks that it is told of. */
    private static boolean plugged(Resource port) {
        return port.text("binding:vif_type").equals("bridge") && port.flag("admin_state_up");
    }

    private WantedState.Gateway gateway(Resource router, Resource port) {
        return new WantedState.Gateway(
                PortId.parse(port.id()),
                NetworkId.parse(port.text("network_id")),
                port.text("mac_address"),
                addresses(port),
                router.get(Gateways.INFO).path("enable_snat").asBoolean(true));
    }

    private List<WantedState.Address> addresses(Resource port) {
        return port.items("fixed_ips").stream()
                .map(f -> {
                    var subnet = work.get(Kinds.SUBNET, f.text("subnet_id"));
                    return new WantedState.Address(
                            SubnetId.parse(subnet.id()),
                            f.text("ip_address"),
                            subnet.text("cidr"),
                            subnet.orNull("gateway_ip"));
                })
                .toList();
    }

    private static WantedState.FloatingIp floating(Resource floating) {
        return new WantedState.FloatingIp(
                new FloatingIpId(UUID.fromString(floating.id())),
                PortId.parse(floating.text("port_id")),
                floating.text("floating_ip_address"),
                floating.text("fixed_ip_address"));
    }
}
