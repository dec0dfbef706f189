package stratus.nova.compute;

import stratus.nova.compute.virt.Passwords;
import stratus.nova.compute.virt.Resizing;
import stratus.nova.rpc.LifecycleRpc;

/** Serves one host: what is done to guests in the course of their lives. */
record LifecycleAgent(Capabilities can, DiskImages disks, Respawning respawning, Rescues rescues)
        implements LifecycleRpc {
    @Override
    public void snapshot(Snapshot request) {
        disks.snapshot(request);
    }

    @Override
    public void respawn(Respawn request) {
        if (request.afresh()) {
            can.driver().destroy(request.server());
        }
        respawning.respawn(request);
    }

    @Override
    public void rescue(Rescue request) {
        FullDisk.telling(() -> rescues.rescue(request));
    }

    @Override
    public void unrescue(Unrescue request) {
        rescues.unrescue(request);
    }

    @Override
    public void resize(Resize request) {
        var size = new Resizing.Size(request.vcpus(), request.memoryMib(), request.rootGib());
        FullDisk.telling(() -> can.needed(Resizing.class).resize(request.server(), request.move(), size));
    }

    @Override
    public void revertResize(Move request) {
        can.needed(Resizing.class).revert(request.server(), request.move());
    }

    @Override
    public void confirmResize(Move request) {
        can.needed(Resizing.class).confirm(request.server(), request.move());
    }

    @Override
    public void setPassword(SetPassword request) {
        can.needed(Passwords.class).setPassword(request.server(), request.password());
    }
}
