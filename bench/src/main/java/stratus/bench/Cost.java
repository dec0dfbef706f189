package stratus.bench;

/**
 * What something took.
 *
 * @param seconds by the clock
 * @param cpu seconds of processors
 */
record Cost(double seconds, double cpu) {
    /** More than anything. */
    static final Cost ENDLESS = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);

    /** The lesser of both, each by itself: others use the machine too. */
    Cost best(Cost other) {
        return new Cost(Math.min(seconds, other.seconds), Math.min(cpu, other.cpu));
    }
}
