package stratus.neutron.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.neutron.agent.dhcp.DhcpNamespace;
import stratus.neutron.agent.dhcp.DhcpServer;
import stratus.neutron.agent.dhcp.Dnsmasq;
import stratus.neutron.agent.dhcp.RouterAdverts;
import stratus.neutron.agent.host.LinkPlan;
import stratus.neutron.agent.host.Names;
import stratus.neutron.agent.host.Plan;
import stratus.neutron.agent.l3.RouterNamespace;
import stratus.neutron.agent.metadata.Source;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.Router;
import stratus.oslo.base.Ids.PortId;

/** What follows from the wanted state for namespaces besides the data plane's: pure, computed anew each time. */
final class Desired {
    private final WantedState state;
    private final AgentConfig config;
    private final Map<String, Inner> inner = new LinkedHashMap<>();
    private final List<LinkPlan> plugs = new ArrayList<>();

    /** A namespace of a network or a router, and what runs in it. */
    record Inner(Plan plan, List<Dnsmasq.Spec> processes, Source source) {}

    Desired(WantedState state, AgentConfig config) {
        this.state = state;
        this.config = config;
        state.networks().forEach(this::dhcp);
        state.routers().stream().filter(Router::adminStateUp).forEach(this::router);
    }

    private void dhcp(Network network) {
        for (var port : network.dhcpPorts()) {
            if (port.host().equals(config.host())) {
                var namespace = new DhcpNamespace(network, port);
                var server = new DhcpServer(network, namespace, config.dns());
                plugs.add(namespace.plug());
                inner.put(
                        namespace.name(),
                        new Inner(
                                namespace.plan(),
                                server.needed() ? List.of(server.spec()) : List.of(),
                                new Source.OfNetwork(network.id(), namespace.device())));
            }
        }
    }

    private void router(Router router) {
        var namespace = new RouterNamespace(router, state.networks());
        plugs.addAll(namespace.plugs());
        inner.put(
                namespace.name(),
                new Inner(
                        namespace.plan(),
                        RouterAdverts.of(router, state.networks(), config.dns()),
                        new Source.OfRouter(router.id())));
    }

    WantedState state() {
        return state;
    }

    Map<String, Inner> inner() {
        return inner;
    }

    /** The ends of cables that belong at the network's bridge. */
    List<LinkPlan> plugs(Network network) {
        var bridge = Names.bridge(network.id());
        return plugs.stream().filter(plug -> bridge.equals(plug.master())).toList();
    }

    /** The ports whose devices are ours, and that the firewall leaves alone. */
    List<PortId> trusted() {
        return inner.values().stream()
                .flatMap(each -> each.plan().ports().stream())
                .toList();
    }

    Set<String> processes() {
        var ids = new LinkedHashSet<String>();
        inner.values().forEach(each -> each.processes().forEach(process -> ids.add(process.id())));
        return ids;
    }
}
