package stratus.nova.rpc;

import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.messaging.Bus;

/** What the control plane asks of one compute host in the course of a server's life. Every method may be repeated. */
@Bus.Contract
public interface LifecycleRpc {
    String TOPIC = "compute";

    /** The image has what the guest's root disk held when this returns, and the guest is as it was. */
    void snapshot(Snapshot request);

    /**
     * A snapshot of a guest's root disk.
     *
     * @param image has no data yet
     * @param runs whether the guest is to run afterwards; what a crash left paused goes on then
     */
    record Snapshot(Caller caller, ServerId server, ImageId image, boolean runs) {}
}
