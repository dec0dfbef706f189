package stratus.placement.domain;

/** An allocation with the generation of its provider. */
public record Held(String providerUuid, long generation, String resourceClass, long used) {}
