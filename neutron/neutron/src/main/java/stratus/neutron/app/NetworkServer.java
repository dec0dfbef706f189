package stratus.neutron.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.WantedState;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.PortId;

/** Answers the agents: what their host should have; and takes what they tell. */
public final class NetworkServer implements NetworkServerRpc {
    private final Resources resources;
    private final Agents agents;
    private final Bindings bindings;
    private final Dhcp dhcp;
    private final RouterHosts routers;

    public NetworkServer(Resources resources, Agents agents, Bindings bindings, Dhcp dhcp, RouterHosts routers) {
        this.resources = resources;
        this.agents = agents;
        this.bindings = bindings;
        this.dhcp = dhcp;
        this.routers = routers;
    }

    @Override
    public WantedState wantedState(GetWantedState request) {
        return resources.read(Self.CALLER, work -> new HostState(work, agents, request.host()).all());
    }

    /** A new DHCP or L3 agent takes the networks or routers that wait for one. */
    @Override
    public void reportState(AgentState state) {
        boolean fresh = resources.record(Self.CALLER, work -> agents.report(work, state));
        if (fresh && state.agentType().equals(Agents.DHCP)) {
            resources.write(Self.CALLER, work -> {
                work.list(Kinds.NETWORK, Map.of()).forEach(n -> dhcp.settle(work, n.id()));
                return true;
            });
        }
        if (fresh && state.agentType().equals(Agents.L3)) {
            resources.write(Self.CALLER, work -> {
                routers.placeWaiting(work);
                return true;
            });
        }
    }

    @Override
    public void portUp(PortStatus status) {
        resources.record(Self.CALLER, work -> {
            onHost(work, status, "ACTIVE").ifPresent(p -> work.save(Kinds.PORT, bindings.up(work, p)));
            return true;
        });
    }

    @Override
    public void portDown(PortStatus status) {
        resources.record(Self.CALLER, work -> {
            onHost(work, status, "DOWN").ifPresent(p -> work.save(Kinds.PORT, p.with("status", "DOWN")));
            return true;
        });
    }

    /** The port, if it is still that host's and not in the status already. */
    private static Optional<Resource> onHost(Work work, PortStatus status, String wanted) {
        return work.find(Kinds.PORT, status.port().text())
                .filter(p -> p.text("binding:host_id").equals(status.host())
                        && !p.text("status").equals(wanted));
    }

    @Override
    public void floatingIps(FloatingIpStatus status) {
        if (resources.read(Self.CALLER, work -> inNewStatus(work, status)).isEmpty()) {
            return;
        }
        resources.record(Self.CALLER, work -> {
            inNewStatus(work, status).forEach(f -> work.save(Kinds.FLOATING_IP, f));
            return true;
        });
    }

    private static List<Resource> inNewStatus(Work work, FloatingIpStatus status) {
        var active = status.active().stream().map(i -> i.text()).toList();
        return work.list(Kinds.FLOATING_IP, "router_id", status.router().text()).stream()
                .filter(f -> active.contains(f.id()) != f.text("status").equals("ACTIVE"))
                .map(f -> f.with("status", active.contains(f.id()) ? "ACTIVE" : "DOWN"))
                .toList();
    }

    @Override
    public InstanceOf whoAsks(AddressOnNetwork asked) {
        return resources.read(
                Self.CALLER,
                work -> networks(work, asked).stream()
                        .flatMap(n -> work.list(Kinds.PORT, "network_id", n).stream())
                        .filter(p -> p.text("device_owner").startsWith("compute:")
                                && p.items("fixed_ips").stream()
                                        .anyMatch(f -> f.text("ip_address").equals(asked.address())))
                        .findFirst()
                        .map(p -> new InstanceOf(PortId.parse(p.id()), p.text("device_id"), p.projectId()))
                        .orElseThrow(() -> new Fault.NotFound("Instance with address", asked.address())));
    }

    private static List<String> networks(Work work, AddressOnNetwork asked) {
        if (asked.network() != null) {
            return List.of(asked.network().text());
        }
        return asked.router() == null
                ? List.of()
                : work.list(Kinds.PORT, "device_id", asked.router().text()).stream()
                        .map(p -> p.text("network_id"))
                        .toList();
    }
}
