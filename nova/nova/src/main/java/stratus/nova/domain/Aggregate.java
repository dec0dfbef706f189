package stratus.nova.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hosts that have something in common; one with an {@code availability_zone} in its metadata makes a zone. */
public record Aggregate(
        long number,
        UUID id,
        String name,
        Map<String, String> metadata,
        List<String> hosts,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    public static final String ZONE = "availability_zone";

    public @Nullable String zone() {
        return metadata.get(ZONE);
    }
}
