package stratus.cinder.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A volume.
 *
 * @param size in GiB
 * @param host the backend that keeps it, {@code node@backend}; null until the scheduler has chosen
 * @param readonly null where nobody has said; then it is not
 * @param imageMetadata what is known of the image it was made from
 */
public record Volume(
        VolumeId id,
        ProjectId projectId,
        UserId userId,
        @Nullable String name,
        @Nullable String description,
        int size,
        VolumeStatus status,
        String volumeTypeId,
        String availabilityZone,
        @Nullable String host,
        boolean bootable,
        boolean multiattach,
        @Nullable Boolean readonly,
        @Nullable SnapshotId snapshotId,
        @Nullable VolumeId sourceVolid,
        @Nullable ImageId imageId,
        Map<String, String> metadata,
        Map<String, String> imageMetadata,
        @Nullable String groupId,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    /** Whether servers may not write to it. */
    public boolean fixed() {
        return Boolean.TRUE.equals(readonly);
    }

    /** The same with what its owner says of it. */
    public Volume with(@Nullable String newName, @Nullable String newDescription, Map<String, String> newMetadata) {
        return with(new Changeable(
                newName, newDescription, volumeTypeId, bootable, multiattach, readonly, newMetadata, imageMetadata));
    }

    public Volume withFlags(boolean newBootable, @Nullable Boolean newReadonly) {
        return with(new Changeable(
                name, description, volumeTypeId, newBootable, multiattach, newReadonly, metadata, imageMetadata));
    }

    public Volume withType(String newType, boolean newMultiattach) {
        return with(new Changeable(
                name, description, newType, bootable, newMultiattach, readonly, metadata, imageMetadata));
    }

    public Volume withImageMetadata(Map<String, String> newImageMetadata) {
        return with(new Changeable(
                name, description, volumeTypeId, bootable, multiattach, readonly, metadata, newImageMetadata));
    }

    private record Changeable(
            @Nullable String name,
            @Nullable String description,
            String volumeTypeId,
            boolean bootable,
            boolean multiattach,
            @Nullable Boolean readonly,
            Map<String, String> metadata,
            Map<String, String> imageMetadata) {}

    private Volume with(Changeable now) {
        return new Volume(
                id,
                projectId,
                userId,
                now.name,
                now.description,
                size,
                status,
                now.volumeTypeId,
                availabilityZone,
                host,
                now.bootable,
                now.multiattach,
                now.readonly,
                snapshotId,
                sourceVolid,
                imageId,
                now.metadata,
                now.imageMetadata,
                groupId,
                createdAt,
                updatedAt);
    }
}
