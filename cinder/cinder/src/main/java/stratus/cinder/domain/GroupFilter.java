package stratus.cinder.domain;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;

/** What a list of groups, or of their snapshots, is narrowed to; null leaves a thing open. */
public record GroupFilter(
        @Nullable ProjectId project,
        @Nullable String id,
        @Nullable String name,
        @Nullable GroupStatus status,
        @Nullable String group) {}
