package stratus.nova.libvirt;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Waits for what a guest does in its own time. */
final class Waiting {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Waiting() {}

    /** Whether {@code done} came true within {@code patience}; asks at least once. */
    static boolean until(Duration patience, BooleanSupplier done) {
        long end = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a guest");
        }
    }
}
