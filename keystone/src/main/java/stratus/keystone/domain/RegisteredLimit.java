package stratus.keystone.domain;

import org.jspecify.annotations.Nullable;

/**
 * How much of a resource a project has by default.
 *
 * @param regionId empty for all regions
 */
public record RegisteredLimit(
        String id,
        String serviceId,
        String regionId,
        String resourceName,
        long defaultLimit,
        @Nullable String description) {}
