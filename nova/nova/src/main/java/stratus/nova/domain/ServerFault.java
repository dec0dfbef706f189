package stratus.nova.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a server is in error. {@code details} are for admins: what every filter had against every host. */
public record ServerFault(
        int code, String message, @Nullable String details, Instant createdAt) {}
