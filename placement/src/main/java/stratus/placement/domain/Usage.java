package stratus.placement.domain;

import org.jspecify.annotations.Nullable;

/** How much of a class is in use, for one type of consumer. */
public record Usage(@Nullable String consumerType, String resourceClass, long used) {}
