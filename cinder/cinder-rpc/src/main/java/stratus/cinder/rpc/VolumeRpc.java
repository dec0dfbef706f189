package stratus.cinder.rpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.messaging.Bus;

/** What the server asks of one backend. Every method blocks until done and may be repeated. */
@Bus.Contract
public interface VolumeRpc {
    String TOPIC = "cinder-volume";

    void create(CreateVolume request);

    /** An absent volume is a success. */
    void delete(DeleteVolume request);

    void extend(ExtendVolume request);

    /** Sends what is on the volume to Glance as the data of an image that is there and empty. */
    void upload(UploadVolume request);

    /** The volume's data is lost, and the image's are there instead. */
    void reimage(ReimageVolume request);

    /** The volume is again as it was when the snapshot was taken; its size stays. */
    void revert(RevertVolume request);

    /** A whole copy of a volume, or of a snapshot where one is named, kept apart from both. */
    void backup(BackupVolume request);

    /** The volume's data is lost, or was never there, and the backup's is there instead. */
    void restore(RestoreBackup request);

    /** An absent backup is a success. */
    void deleteBackup(DeleteBackup request);

    void createSnapshot(CreateSnapshot request);

    /** An absent snapshot is a success. */
    void deleteSnapshot(DeleteSnapshot request);

    /** Makes the volume reachable for a host: what os-brick calls the connection info. */
    Connection connect(Connect request);

    void disconnect(Connect request);

    /** At most one of {@code image}, {@code source} and {@code snapshot} is there; none makes an empty volume. */
    record CreateVolume(
            Caller caller,
            VolumeId volume,
            int sizeGib,
            @Nullable ImageId image,
            @Nullable VolumeId source,
            @Nullable SnapshotId snapshot) {}

    record DeleteVolume(Caller caller, VolumeId volume) {}

    record ExtendVolume(Caller caller, VolumeId volume, int toGib) {}

    record UploadVolume(Caller caller, VolumeId volume, ImageId image, String diskFormat) {}

    record ReimageVolume(Caller caller, VolumeId volume, int sizeGib, ImageId image) {}

    record RevertVolume(Caller caller, VolumeId volume, int sizeGib, SnapshotId snapshot) {}

    record BackupVolume(
            Caller caller,
            String backup,
            VolumeId volume,
            @Nullable SnapshotId snapshot) {}

    record RestoreBackup(Caller caller, String backup, VolumeId volume, int sizeGib) {}

    record DeleteBackup(Caller caller, String backup) {}

    record CreateSnapshot(Caller caller, SnapshotId snapshot, VolumeId volume) {}

    record DeleteSnapshot(Caller caller, SnapshotId snapshot, VolumeId volume) {}

    /** {@code connector} is the dictionary that the attaching host sends: {@code host}, {@code initiator}, {@code ip}. */
    record Connect(Caller caller, VolumeId volume, Map<String, Object> connector) {}

    record Connection(String driverVolumeType, Map<String, Object> data) {}
}
