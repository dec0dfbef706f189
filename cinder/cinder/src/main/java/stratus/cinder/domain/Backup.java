package stratus.cinder.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A whole copy of a volume that outlives it.
 *
 * @param host the backend that keeps it
 * @param dataTimestamp when the volume was as it is in the backup
 */
public record Backup(
        String id,
        VolumeId volumeId,
        @Nullable SnapshotId snapshotId,
        ProjectId projectId,
        UserId userId,
        @Nullable String name,
        @Nullable String description,
        @Nullable String container,
        int size,
        BackupStatus status,
        @Nullable String failReason,
        String host,
        @Nullable String availabilityZone,
        Map<String, String> metadata,
        Instant dataTimestamp,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    /** The same with what its owner says of it. */
    public Backup with(@Nullable String newName, @Nullable String newDescription, Map<String, String> newMetadata) {
        return new Backup(
                id,
                volumeId,
                snapshotId,
                projectId,
                userId,
                newName,
                newDescription,
                container,
                size,
                status,
                failReason,
                host,
                availabilityZone,
                newMetadata,
                dataTimestamp,
                createdAt,
                updatedAt);
    }
}
