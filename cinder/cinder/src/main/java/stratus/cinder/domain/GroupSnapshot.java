package stratus.cinder.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;

/** Snapshots of all volumes of a group, taken one after the other. */
public record GroupSnapshot(
        String id,
        String groupId,
        String groupTypeId,
        ProjectId projectId,
        UserId userId,
        @Nullable String name,
        @Nullable String description,
        GroupStatus status,
        Instant createdAt,
        @Nullable Instant updatedAt) {}
