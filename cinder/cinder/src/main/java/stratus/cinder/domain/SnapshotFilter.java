package stratus.cinder.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;

/** What a list of snapshots is narrowed to; null leaves a thing open. */
public record SnapshotFilter(
        @Nullable ProjectId project,
        @Nullable String id,
        @Nullable String name,
        @Nullable SnapshotStatus status,
        @Nullable String volume,
        @Nullable String zone,
        Map<String, String> metadata) {}
