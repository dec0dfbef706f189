package stratus.placement.domain;

import org.jspecify.annotations.Nullable;

/** Who uses resources: a server, a migration. */
public record Consumer(
        String uuid,
        String projectId,
        String userId,
        long generation,
        @Nullable String consumerType) {}
