package stratus.cinder.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What went wrong with somebody's resource after the request had been accepted, in words for its owner. */
public record Message(
        String id,
        String projectId,
        String requestId,
        String resourceType,
        @Nullable String resourceId,
        String eventId,
        String level,
        String text,
        Instant createdAt,
        Instant guaranteedUntil) {}
