package stratus.nova.compute;

import java.util.List;
import stratus.nova.compute.virt.GuestSpec.Nic;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.NetworkRequest;

/** Steps 22 to 24: ports, made and bound by Neutron; its agent wires them. */
record AllocateNetwork(Networks networks, String host) implements Building.Hook {
    @Override
    public int first() {
        return 22;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        if (plan.instance().networks().kind() == NetworkRequest.Kind.NONE) {
            trail.skip(22, 24, "no network");
            return plan;
        }
        var build = trail.build();
        var ports = trail.step(
                22, _ -> networks.allocate(build.caller(), plan.instance(), build.attempt(), host)); // 23 is Neutron's
        return with(trail, plan, ports);
    }

    /** The plan with these ports, which are bound to this host. */
    static Plan with(Trail trail, Plan plan, List<Networks.Bound> ports) {
        return trail.step(24, facts -> {
            facts.with("ports", ports.size());
            var nics = ports.stream().map(AllocateNetwork::nic).toList();
            return plan.withPorts(ports, plan.guest().withNics(nics));
        });
    }

    private static Nic nic(Networks.Bound bound) {
        var port = bound.port();
        return new Nic(
                port.port(),
                port.macAddress(),
                "tap" + port.port().text().substring(0, 11),
                bound.bridge(),
                bound.mtu());
    }

    @Override
    public void undo(BuildAndRun build) {
        networks.release(build.caller(), build.server(), build.attempt(), host);
    }
}
