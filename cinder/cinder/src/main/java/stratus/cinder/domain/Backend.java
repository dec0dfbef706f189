package stratus.cinder.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A backend as it last reported, and whether an operator disabled it. */
public record Backend(
        String host,
        String zone,
        String pool,
        String vendor,
        String protocol,
        double totalGib,
        double freeGib,
        boolean thin,
        boolean disabled,
        @Nullable String disabledReason,
        boolean frozen,
        Instant reportedAt) {
    private static final Duration SILENCE = Duration.ofSeconds(60);

    public boolean up(Instant now) {
        return reportedAt.plus(SILENCE).isAfter(now);
    }
}
