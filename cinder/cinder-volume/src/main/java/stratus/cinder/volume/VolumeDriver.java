package stratus.cinder.volume;

import java.nio.file.Path;
import java.util.Map;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * Keeps volumes on one backend.
 *
 * <p>Every method blocks until done, keeps nothing in memory between calls and may be repeated, also after a crash in
 * its middle: what is half there is completed, what is gone stays gone. A full backend is
 * {@link stratus.oslo.base.Fault.OverQuota}, and leaves nothing behind.
 */
public interface VolumeDriver {
    Stats stats();

    /** An empty volume; one that is there already, of the same size, is a success. */
    void create(VolumeId volume, int sizeGib);

    /** An absent volume is a success. */
    void delete(VolumeId volume);

    /** A volume that is as large already is a success. Never shrinks. */
    void extend(VolumeId volume, int toGib);

    /** Fills a volume with the bytes of an image file of {@code format}; the volume is at least as large as its disk. */
    void write(VolumeId volume, int sizeGib, Path image, String format);

    /** What is on the volume, as an image file of {@code format} beside no other. */
    void read(VolumeId volume, Path image, String format);

    /** The same of a snapshot. */
    void readSnapshot(SnapshotId snapshot, Path image, String format);

    /** The volume as it was when the snapshot was taken, and as large as it is now. */
    void revert(VolumeId volume, int sizeGib, SnapshotId snapshot);

    /** The volume as it is now, kept apart from what is written to it later. */
    void snapshot(SnapshotId snapshot, VolumeId volume);

    void deleteSnapshot(SnapshotId snapshot, VolumeId volume);

    void fromSnapshot(VolumeId volume, int sizeGib, SnapshotId snapshot);

    void fromVolume(VolumeId volume, int sizeGib, VolumeId source);

    /** How a host reaches the volume: the dictionary that os-brick expects. */
    Connection connect(VolumeId volume, Map<String, Object> connector);

    void disconnect(VolumeId volume, Map<String, Object> connector);

    record Stats(String vendor, String protocol, double totalGib, double freeGib, boolean thin) {}

    record Connection(String driverVolumeType, Map<String, Object> data) {}
}
