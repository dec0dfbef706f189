package stratus.cinder.domain;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;

/** What a list of backups is narrowed to; null leaves a thing open. */
public record BackupFilter(
        @Nullable ProjectId project,
        @Nullable String name,
        @Nullable BackupStatus status,
        @Nullable String volume) {}
