package stratus.nova.compute;

import stratus.nova.rpc.LifecycleRpc;

/** Serves one host: what is done to guests in the course of their lives. */
record LifecycleAgent(DiskImages disks) implements LifecycleRpc {
    @Override
    public void snapshot(Snapshot request) {
        disks.snapshot(request);
    }
}
