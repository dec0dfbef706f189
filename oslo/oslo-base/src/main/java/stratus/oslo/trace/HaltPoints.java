package stratus.oslo.trace;

import org.jspecify.annotations.Nullable;

/** Halts the process at one of the 29 steps, to try what a crash there leaves behind; for the fake driver only. */
public record HaltPoints(@Nullable String at, Runnable halt) {
    public static final String VARIABLE = "STRATUS_HALT_AT";

    /** {@code at} is {@code 13:before} or {@code 13:after}; null never halts. */
    public static HaltPoints at(@Nullable String at) {
        return new HaltPoints(at, () -> Runtime.getRuntime().halt(137));
    }

    public static HaltPoints none() {
        return new HaltPoints(null, () -> {});
    }

    /** The step begins: nothing of it has happened. */
    void before(int step) {
        pass(step, "before");
    }

    /** All that the step does outside has happened, and nobody knows yet. */
    void after(int step) {
        pass(step, "after");
    }

    private void pass(int step, String edge) {
        if (at != null && at.equals(step + ":" + edge)) {
            halt.run();
        }
    }
}
