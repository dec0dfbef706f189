package stratus.cinder.domain;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;

/** What a list of attachments is narrowed to; null leaves a thing open. */
public record AttachmentFilter(
        @Nullable ProjectId project,
        @Nullable String instance,
        @Nullable String volume,
        @Nullable AttachmentStatus status) {}
