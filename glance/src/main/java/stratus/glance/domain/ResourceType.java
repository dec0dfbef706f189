package stratus.glance.domain;

import java.time.Instant;

/** A type of resources that some namespace is for. */
public record ResourceType(String name, Instant createdAt, Instant updatedAt) {}
