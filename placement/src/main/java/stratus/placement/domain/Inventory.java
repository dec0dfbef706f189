package stratus.placement.domain;

/** How much of a class of resource a provider has, and in which portions it is given. */
public record Inventory(
        String resourceClass,
        long total,
        long reserved,
        long minUnit,
        long maxUnit,
        long stepSize,
        double allocationRatio) {
    /** What may be in use at most. */
    public long capacity() {
        return (long) ((total - reserved) * allocationRatio);
    }

    /** Whether one allocation may have this size at all. */
    public boolean hasPortion(long amount) {
        return amount >= minUnit && amount <= maxUnit && amount % stepSize == 0;
    }
}
