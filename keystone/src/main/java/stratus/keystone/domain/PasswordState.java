package stratus.keystone.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user's password and how it fared. */
public record PasswordState(
        String passwordHash,
        @Nullable Instant passwordCreatedAt,
        @Nullable Instant passwordExpiresAt,
        long failures,
        @Nullable Instant failedAt) {}
