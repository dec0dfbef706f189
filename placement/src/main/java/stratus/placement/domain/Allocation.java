package stratus.placement.domain;

/** What a consumer uses of one class at one provider. */
public record Allocation(String consumerUuid, String providerUuid, String resourceClass, long used) {}
