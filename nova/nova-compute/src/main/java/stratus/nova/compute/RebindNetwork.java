package stratus.nova.compute;

import java.util.List;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ServerPort;

/** Steps 22 to 24 for a server that has its ports: bound to this host, where they were or not. */
record RebindNetwork(Networks networks, List<ServerPort> ports, String host) implements Building.Hook {
    @Override
    public int first() {
        return 22;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        if (ports.isEmpty()) {
            trail.skip(22, 24, "no network");
            return plan;
        }
        var bound = trail.step(22, _ -> networks.rebind(trail.build().caller(), plan.instance(), ports, host));
        return AllocateNetwork.with(trail, plan, bound);
    }

    /** The ports are the server's, whatever becomes of its guest. */
    @Override
    public void undo(BuildAndRun build) {}
}
