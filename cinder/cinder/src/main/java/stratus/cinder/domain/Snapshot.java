package stratus.cinder.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A volume as it was.
 *
 * @param size of the volume at that time, in GiB
 */
public record Snapshot(
        SnapshotId id,
        VolumeId volumeId,
        ProjectId projectId,
        UserId userId,
        @Nullable String name,
        @Nullable String description,
        int size,
        SnapshotStatus status,
        @Nullable String progress,
        @Nullable String groupSnapshotId,
        Map<String, String> metadata,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    /** The same with what its owner says of it. */
    public Snapshot with(@Nullable String newName, @Nullable String newDescription, Map<String, String> newMetadata) {
        return new Snapshot(
                id,
                volumeId,
                projectId,
                userId,
                newName,
                newDescription,
                size,
                status,
                progress,
                groupSnapshotId,
                newMetadata,
                createdAt,
                updatedAt);
    }
}
