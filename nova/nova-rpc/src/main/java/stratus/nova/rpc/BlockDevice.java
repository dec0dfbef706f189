package stratus.nova.rpc;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * One block device of a server, as {@code block_device_mapping_v2} asks for it.
 *
 * @param source {@code image}, {@code volume}, {@code snapshot} or {@code blank}
 * @param destination {@code local} or {@code volume}
 * @param uuid of the source; null for a blank one
 * @param sizeGib null where the source says it
 * @param bootIndex 0 for the one to boot from, negative for none
 * @param volume the volume, once there is one
 */
public record BlockDevice(
        String source,
        String destination,
        @Nullable String uuid,
        @Nullable Integer sizeGib,
        int bootIndex,
        boolean deleteOnTermination,
        String device,
        @Nullable String guestFormat,
        @Nullable String volumeType,
        @Nullable String tag,
        @Nullable VolumeId volume,
        @Nullable AttachmentId attachment) {
    public boolean onVolume() {
        return destination.equals("volume");
    }

    /** Whether it is a volume that somebody made before. */
    public boolean existingVolume() {
        return source.equals("volume");
    }

    public BlockDevice attached(VolumeId volume, AttachmentId attachment) {
        return with(deleteOnTermination, device, volume, attachment);
    }

    /** As it was asked for. */
    public BlockDevice detached() {
        return with(deleteOnTermination, device, null, null);
    }

    /** The same, deleted with its server or not. */
    public BlockDevice deletedWithServer(boolean delete) {
        return with(delete, device, volume, attachment);
    }

    /** The same under another name, as {@code /dev/vdb}. */
    public BlockDevice named(String other) {
        return with(deleteOnTermination, other, volume, attachment);
    }

    private BlockDevice with(
            boolean delete, String device, @Nullable VolumeId volume, @Nullable AttachmentId attachment) {
        return new BlockDevice(
                source,
                destination,
                uuid,
                sizeGib,
                bootIndex,
                delete,
                device,
                guestFormat,
                volumeType,
                tag,
                volume,
                attachment);
    }
}
