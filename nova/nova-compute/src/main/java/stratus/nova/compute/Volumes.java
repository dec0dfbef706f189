package stratus.nova.compute;

import java.util.List;
import java.util.Map;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;

/** What a host asks Cinder. */
public interface Volumes {
    /** Makes and attaches the instance's volumes; a repeat finds those of the same attempt. */
    List<Attached> attach(Caller caller, Instance instance, int attempt, String host);

    /** Makes the volumes that the instance has reachable from the host, by the attachments that they have. */
    List<Attached> reattach(Caller caller, Instance instance, String host);

    /** The host has them: they are in use. */
    void complete(Caller caller, List<Attached> attached);

    /** Ends the server's attachments and deletes the volumes that the attempt made. */
    void release(Caller caller, ServerId server, int attempt);

    /** An attached volume; {@code data} is the dictionary that os-brick expects. */
    record Attached(BlockDevice device, String driverVolumeType, Map<String, Object> data) {}
}
