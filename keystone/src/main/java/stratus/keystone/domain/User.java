package stratus.keystone.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person or a service that can log in. The password is not part of it. */
public record User(
        String id,
        String name,
        String domainId,
        boolean enabled,
        @Nullable String defaultProjectId,
        Map<String, Object> options,
        Map<String, Object> extra,
        @Nullable Instant passwordExpiresAt) {}
