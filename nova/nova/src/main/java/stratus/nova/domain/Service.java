package stratus.nova.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of Nova that runs somewhere and says so regularly.
 *
 * @param number the id before microversion 2.53
 * @param program {@code nova-compute}, {@code nova-conductor}, {@code nova-scheduler}
 * @param lastSeenAt when it last said that it is there
 * @param updatedAt when it was last changed or heard of
 */
public record Service(
        UUID id,
        long number,
        String program,
        String host,
        int version,
        boolean disabled,
        @Nullable String disabledReason,
        boolean forcedDown,
        Instant lastSeenAt,
        Instant updatedAt) {
    public static final String COMPUTE = "nova-compute";

    /** How long a service may be silent: {@code service_down_time}. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public boolean up(Instant now) {
        return !forcedDown && lastSeenAt.plus(PATIENCE).isAfter(now);
    }

    /** Where servers may go. */
    public boolean usable(Instant now) {
        return !disabled && up(now);
    }
}
