package stratus.nova.app;

import java.util.Map;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** What Compute asks Glance when a server is asked for. */
public interface ImageCatalog {
    /** Throws {@link stratus.oslo.base.Fault.NotFound} for what the caller may not see. */
    Image find(Caller caller, ImageId image);

    /** {@code properties} are those that hypervisor and scheduler read. */
    record Image(
            ImageId id, String status, long size, int minDiskGib, int minMemoryMib, Map<String, String> properties) {}
}
