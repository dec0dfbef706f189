package stratus.cinder.app;

import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/** Who has servers that volumes are attached to. */
@FunctionalInterface
public interface Servers {
    /** The server's guest may see now that its volume has grown. */
    void extended(ServerId server, VolumeId volume);
}
