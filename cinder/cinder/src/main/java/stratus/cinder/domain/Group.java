package stratus.cinder.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;

/**
 * Volumes that are dealt with together, all on one backend.
 *
 * @param host their backend; null where none would do
 * @param volumeTypes the ids of the types that its volumes may have
 * @param groupSnapshotId what it was made from
 * @param sourceGroupId what it was made from
 */
public record Group(
        String id,
        ProjectId projectId,
        UserId userId,
        @Nullable String name,
        @Nullable String description,
        String groupTypeId,
        String availabilityZone,
        @Nullable String host,
        GroupStatus status,
        List<String> volumeTypes,
        @Nullable String groupSnapshotId,
        @Nullable String sourceGroupId,
        Instant createdAt,
        @Nullable Instant updatedAt) {}
