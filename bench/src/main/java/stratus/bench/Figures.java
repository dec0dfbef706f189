package stratus.bench;

import java.util.Arrays;

/**
 * What was measured.
 *
 * @param rate requests a second
 * @param p50 in milliseconds, as p99
 * @param cpu milliseconds of the cloud's CPU time for each request
 * @param errors requests that were refused or lost
 */
record Figures(double rate, double p50, double p99, double cpu, long errors) {
    /** {@code nanos} are the latencies of those that were answered. */
    static Figures of(long[] nanos, long errors, double seconds, double cpuSeconds) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        double each = nanos.length == 0 ? Double.NaN : cpuSeconds * 1e3 / nanos.length;
        return new Figures(nanos.length / seconds, at(sorted, 0.50), at(sorted, 0.99), each, errors);
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(part * (sorted.length - 1))] / 1e6;
    }
}
