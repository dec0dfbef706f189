package stratus.nova.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;

/**
 * Servers that are to be on the same host, or on different ones.
 *
 * @param policy {@code affinity}, {@code anti-affinity}, {@code soft-affinity}, {@code soft-anti-affinity}
 * @param perHost how many of an anti-affine group one host may have; null for one
 */
public record ServerGroup(
        UUID id,
        ProjectId projectId,
        UserId userId,
        String name,
        String policy,
        @Nullable Integer perHost,
        Instant createdAt) {}
