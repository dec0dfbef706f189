package stratus.keystone.domain;

import org.jspecify.annotations.Nullable;

/**
 * How much of a resource a project or a domain has, in place of the default.
 *
 * @param targetId the project or domain
 */
public record Limit(
        String id,
        String registeredLimitId,
        String targetId,
        long resourceLimit,
        @Nullable String description) {}
