package stratus.nova.app;

import java.util.List;
import stratus.clients.cinder.VolumeClient.Snapshot;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** What Compute asks Cinder when an image is made of a server on volumes. */
public interface VolumeCopies {
    /** Takes a snapshot of a volume, in use or not, for an image. */
    Snapshot take(Caller caller, VolumeId volume, ImageId image, String name);

    /** All that were taken for the image. */
    List<Snapshot> taken(Caller caller, ImageId image);

    /** An absent one is a success. */
    void delete(Caller caller, SnapshotId snapshot);
}
