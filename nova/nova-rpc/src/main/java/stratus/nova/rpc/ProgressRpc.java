package stratus.nova.rpc;

import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.messaging.Bus;

/** What hosts tell of long work, so that users see how far it is. */
@Bus.Contract
public interface ProgressRpc {
    String TOPIC = "conductor";

    /** A {@link stratus.oslo.base.Fault.Conflict} means that the work is no longer wanted. */
    void reached(Reached reached);

    record Reached(ServerId server, Stage stage) {}

    /** What is being done from now on. */
    enum Stage {
        READING_DISK,
        UPLOADING,
        CONNECTING_VOLUMES,
        SPAWNING
    }
}
