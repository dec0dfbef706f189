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
        boolean readonly,
        @Nullable SnapshotId snapshotId,
        @Nullable VolumeId sourceVolid,
        @Nullable ImageId imageId,
        Map<String, String> metadata,
        Map<String, String> imageMetadata,
        Instant createdAt,
        @Nullable Instant updatedAt) {}
