package stratus.keystone.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's request for power on a project.
 *
 * @param userId who granted it; null until somebody did
 * @param verifier what the consumer has to know from that user
 * @param roles those granted
 */
public record RequestToken(
        String id,
        String consumerId,
        String projectId,
        Instant expiresAt,
        @Nullable String userId,
        @Nullable String verifier,
        List<String> roles) {}
