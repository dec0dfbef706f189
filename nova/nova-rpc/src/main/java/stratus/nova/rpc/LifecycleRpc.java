package stratus.nova.rpc;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Secret;
import stratus.oslo.messaging.Bus;

/** What the control plane asks of one compute host in the course of a server's life. Every method may be repeated. */
@Bus.Contract
public interface LifecycleRpc {
    String TOPIC = "compute";

    /** The image has what the guest's root disk held when this returns, and the guest is as it was. */
    void snapshot(Snapshot request);

    /** The guest is there anew and runs when this returns, with the ports and volumes that its server has. */
    void respawn(Respawn request);

    /** The guest runs from another image when this returns; its own root disk is its second one. */
    void rescue(Rescue request);

    /** The guest runs as it did before it was rescued; one that was not rescued runs. */
    void unrescue(Unrescue request);

    /** The guest, which is off, has the size when this returns; what it was is kept under the move's id. */
    void resize(Resize request);

    /** The guest is off, and what it was before the move. One that was never moved, or is not there, is a success. */
    void revertResize(Move request);

    /** Forgets what the guest was before the move. */
    void confirmResize(Move request);

    /** The guest's administrator has the password; refused where nothing in the guest listens. */
    void setPassword(SetPassword request);

    /**
     * A guest to be made again.
     *
     * @param attempt the server's
     * @param image to boot from instead of the server's own; null for that
     * @param ports in the order the guest shall see them
     * @param afresh whether a guest that is there, and its local disks, go first
     */
    record Respawn(
            Caller caller,
            ServerId server,
            int attempt,
            @Nullable ImageId image,
            List<ServerPort> ports,
            boolean afresh) {}

    /** @param rootGib how large the disk is that is made of the image */
    record Rescue(Caller caller, ServerId server, ImageId image, int rootGib) {}

    record Unrescue(Caller caller, ServerId server) {}

    /** @param rootGib of its local root disk; 0 leaves that as it is */
    record Resize(Caller caller, ServerId server, UUID move, int vcpus, int memoryMib, int rootGib) {}

    record Move(Caller caller, ServerId server, UUID move) {}

    record SetPassword(Caller caller, ServerId server, Secret password) {}

    /**
     * A snapshot of a guest's root disk.
     *
     * @param image has no data yet
     * @param runs whether the guest is to run afterwards; what a crash left paused goes on then
     */
    record Snapshot(Caller caller, ServerId server, ImageId image, boolean runs) {}
}
