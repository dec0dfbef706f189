package stratus.clients.placement;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a provider has of a class of resource. */
public record Inventory(
        long total,
        long reserved,
        @JsonProperty("min_unit") long minUnit,
        @JsonProperty("max_unit") long maxUnit,
        @JsonProperty("step_size") long stepSize,
        @JsonProperty("allocation_ratio") double allocationRatio) {
    /** Given in any portion. */
    public static Inventory of(long total, long reserved, double ratio) {
        return new Inventory(total, reserved, 1, total, 1, ratio);
    }
}
