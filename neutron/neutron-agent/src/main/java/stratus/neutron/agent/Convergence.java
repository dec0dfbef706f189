package stratus.neutron.agent;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.FloatingIpId;
import stratus.neutron.rpc.RouterId;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.FloatingIp;
import stratus.oslo.base.Ids.PortId;

/**
 * Makes the host what the server wants: lists what is there, applies the difference.
 *
 * <p>A pass may be cut off at any point and begun again; two passes with the same state change nothing the second time.
 */
final class Convergence {
    private final AgentConfig config;
    private final MainNamespace main;
    private final InnerNamespaces inner;

    Convergence(AgentConfig config, MainNamespace main, InnerNamespaces inner) {
        this.config = config;
        this.main = main;
        this.inner = inner;
    }

    /**
     * What a pass came to.
     *
     * @param down guests' ports that are not wired, or have no device yet
     * @param floatingIps of each router that is in order
     */
    record Outcome(
            Set<PortId> up, Set<PortId> down, Map<RouterId, List<FloatingIpId>> floatingIps, List<String> problems) {}

    /** A {@code thorough} pass trusts nothing that it did before. */
    Outcome run(WantedState state, boolean thorough) {
        var problems = new Problems();
        var desired = new Desired(state, config);
        main.prepare();
        // the firewall first: a tap that is plugged in early must meet it
        problems.attempt("firewall", () -> main.protect(desired, thorough));
        inner.make(desired, problems);
        var links = main.wire(desired, problems);
        main.limit(desired, links, problems);
        var inOrder = inner.furnish(desired, thorough, problems);
        inner.remove(desired, problems);
        return outcome(desired, main.wired(desired, links), inOrder, problems);
    }

    private static Outcome outcome(Desired desired, Set<String> wired, Set<String> inOrder, Problems problems) {
        var up = new LinkedHashSet<PortId>();
        var down = new LinkedHashSet<PortId>();
        for (var port : desired.state().ports()) {
            (wired.contains(Names.tap(port.id())) ? up : down).add(port.id());
        }
        var floating = new LinkedHashMap<RouterId, List<FloatingIpId>>();
        desired.inner().forEach((name, each) -> {
            if (inOrder.contains(name)) {
                up.addAll(each.plan().ports());
            }
        });
        for (var router : desired.state().routers()) {
            if (inOrder.contains(Names.routerNamespace(router.id()))) {
                floating.put(
                        router.id(),
                        router.floatingIps().stream().map(FloatingIp::id).toList());
            }
        }
        return new Outcome(up, down, floating, problems.texts());
    }

    /** Takes everything away that any pass may have made. */
    void purge() {
        var problems = new Problems();
        inner.remove(new Desired(WantedState.NOTHING, config), problems);
        problems.attempt("data plane", main::purge);
        if (!problems.texts().isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems.texts()));
        }
    }
}
