package stratus.glance.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Definitions of metadata that belong together. */
public record Namespace(
        String name,
        @Nullable String owner,
        @Nullable String displayName,
        @Nullable String description,
        String visibility,
        boolean undeletable,
        Instant createdAt,
        Instant updatedAt) {}
