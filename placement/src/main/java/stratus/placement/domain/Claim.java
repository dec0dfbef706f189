package stratus.placement.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a consumer is to have, in place of what it has.
 *
 * @param checksGeneration whether {@code generation} must be the consumer's (since 1.28)
 * @param generation the consumer's as the caller knows it; null for a consumer that is new
 * @param allocations amounts by provider and class; empty gives everything back
 */
public record Claim(
        String consumer,
        String projectId,
        String userId,
        @Nullable String consumerType,
        boolean checksGeneration,
        @Nullable Long generation,
        Map<String, Map<String, Long>> allocations) {}
