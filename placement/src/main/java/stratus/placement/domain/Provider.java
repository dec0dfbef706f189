package stratus.placement.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that has resources: a compute node, a NUMA cell in it, a shared disk. Its generation counts its changes. */
public record Provider(
        String uuid,
        String name,
        long generation,
        @Nullable String parentUuid,
        String rootUuid,
        Instant createdAt,
        Instant updatedAt) {}
