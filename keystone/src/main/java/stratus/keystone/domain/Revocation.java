package stratus.keystone.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Revokes the tokens that fit everything it names and were issued no later than it says. */
public record Revocation(
        String id,
        @Nullable String auditId,
        @Nullable String userId,
        @Nullable String projectId,
        @Nullable String domainId,
        Instant issuedBefore,
        Instant pruneAfter) {}
