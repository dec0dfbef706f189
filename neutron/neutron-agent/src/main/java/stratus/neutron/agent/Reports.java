package stratus.neutron.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.neutron.agent.Convergence.Outcome;
import stratus.neutron.rpc.FloatingIpId;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.NetworkServerRpc.FloatingIpStatus;
import stratus.neutron.rpc.NetworkServerRpc.PortStatus;
import stratus.neutron.rpc.RouterId;
import stratus.oslo.base.Ids.PortId;

/** Tells the server what changed on the host since it was told last. */
final class Reports {
    private final NetworkServerRpc server;
    private final String host;
    private final Map<PortId, Boolean> ports = new HashMap<>();
    private final Map<RouterId, List<FloatingIpId>> floating = new HashMap<>();

    Reports(NetworkServerRpc server, String host) {
        this.server = server;
        this.host = host;
    }

    void tell(Outcome outcome) {
        ports.keySet()
                .removeIf(
                        port -> !outcome.up().contains(port) && !outcome.down().contains(port));
        floating.keySet().retainAll(outcome.floatingIps().keySet());
        changed(outcome.up(), true).forEach(this::up);
        changed(outcome.down(), false).forEach(this::down);
        outcome.floatingIps().forEach(this::floating);
    }

    private List<PortId> changed(Set<PortId> now, boolean up) {
        return now.stream()
                .filter(port -> !Boolean.valueOf(up).equals(ports.get(port)))
                .toList();
    }

    private void up(PortId port) {
        server.portUp(new PortStatus(host, port));
        ports.put(port, true);
    }

    private void down(PortId port) {
        server.portDown(new PortStatus(host, port));
        ports.put(port, false);
    }

    /** What there are is told each time: one that moved within the router is the same here, but not to the server. */
    private void floating(RouterId router, List<FloatingIpId> active) {
        if (!active.isEmpty() || !active.equals(floating.get(router))) {
            server.floatingIps(new FloatingIpStatus(host, router, active));
            floating.put(router, active);
        }
    }

    /** The next report tells everything: the server may have come to think otherwise. */
    void forget() {
        ports.clear();
        floating.clear();
    }
}
