package stratus.nova.compute;

import stratus.nova.rpc.ComputeRpc.BuildAndRun;

/** Steps 25 to 27 for a server that has its volumes: reachable from this host, where they were or not. */
record ReconnectVolumes(Volumes volumes, String host) implements Building.Hook {
    @Override
    public int first() {
        return 25;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        var caller = trail.build().caller();
        return AttachVolumes.with(trail, plan, volumes, () -> volumes.reattach(caller, plan.instance(), host));
    }

    /** The volumes are the server's, whatever becomes of its guest. */
    @Override
    public void undo(BuildAndRun build) {}
}
