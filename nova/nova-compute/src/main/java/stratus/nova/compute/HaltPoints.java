package stratus.nova.compute;

import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ConductorRpc.Edge;

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

    public void pass(int step, Edge edge) {
        if ((step + (edge == Edge.BEGIN ? ":before" : ":after")).equals(at)) {
            halt.run();
        }
    }
}
