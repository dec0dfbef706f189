package stratus.testing.service;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes about by itself, with patience for a machine that is busy with something else. */
public final class Await {
    /** What takes longer does not come. */
    public static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private Await() {}

    /** Returns once it holds; fails if it never does. */
    public static void until(BooleanSupplier condition) {
        until("condition", condition);
    }

    /** {@code what} is awaited, for the failure's message. */
    public static void until(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited %s in vain: %s".formatted(PATIENCE, what));
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
