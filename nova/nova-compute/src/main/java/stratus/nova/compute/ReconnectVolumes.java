package stratus.nova.compute;

import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;

/** Steps 25 to 27 for a server that has its volumes: reachable from this host, where they were or not. */
record ReconnectVolumes(Volumes volumes, String host) implements Building.Hook {
    @Override
    public int first() {
        return 25;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        if (plan.instance().disks().stream().noneMatch(BlockDevice::onVolume)) {
            trail.skip(25, 27, "no volumes");
            return plan;
        }
        var caller = trail.build().caller();
        var attached = trail.step(25, _ -> volumes.reattach(caller, plan.instance(), host));
        return trail.step(27, facts -> {
            facts.with("volumes", attached.size());
            volumes.complete(caller, attached);
            return AttachVolumes.connected(plan, attached);
        });
    }

    /** The volumes are the server's, whatever becomes of its guest. */
    @Override
    public void undo(BuildAndRun build) {}
}
