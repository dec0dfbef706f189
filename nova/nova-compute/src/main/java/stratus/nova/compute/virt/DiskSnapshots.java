package stratus.nova.compute.virt;

import java.nio.file.Path;
import stratus.oslo.base.Ids.ServerId;

/** What a driver can do that makes images of guests' disks. */
public interface DiskSnapshots {
    /**
     * Writes what the guest's root disk holds, all of it at one moment, to a new file that needs no other. The guest
     * may stand still meanwhile and goes on afterwards. A guest that has no root disk here is a
     * {@link stratus.oslo.base.Fault.Conflict}.
     *
     * @return the file's format, as Glance names it
     */
    String snapshot(ServerId server, Path to);
}
