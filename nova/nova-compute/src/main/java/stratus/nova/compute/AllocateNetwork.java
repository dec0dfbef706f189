package stratus.nova.compute;

import java.util.Map;
import stratus.nova.compute.virt.GuestSpec.Nic;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.Devices;
import stratus.nova.rpc.NetworkWish;

/** Steps 22 to 24: ports, made and bound by Neutron; its agent wires them. */
record AllocateNetwork(Networks networks, ConductorRpc conductor, String host) implements Building.Hook {
    @Override
    public int first() {
        return 22;
    }

    @Override
    public int last() {
        return 24;
    }

    @Override
    public Plan apply(BuildAndRun build, Plan plan) {
        if (plan.instance().networks().kind() == NetworkWish.Kind.NONE) {
            return plan.with(plan.guest(), Map.of("ports", "0"));
        }
        var ports = networks.allocate(build.caller(), plan.instance(), build.attempt(), host);
        var nics = ports.stream().map(AllocateNetwork::nic).toList();
        var next = plan.withPorts(ports, plan.guest().withNics(nics), Map.of("ports", String.valueOf(ports.size())));
        conductor.devices(new Devices(build.server(), build.attempt(), next.serverPorts(), next.disks()));
        return next;
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
        networks.release(build.caller(), build.server(), build.attempt());
    }
}
