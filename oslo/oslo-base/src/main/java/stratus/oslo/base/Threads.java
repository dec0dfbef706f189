package stratus.oslo.base;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends threads with what they belong to, so that none goes on with a database that is closed or a folder that is gone. */
public final class Threads {
    private static final System.Logger log = System.getLogger("stratus");

    /** What does not heed an interrupt for so long is left to itself. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Threads() {}

    /** Interrupts what runs, drops what waits, and returns once all is at an end. */
    public static void end(ExecutorService executor) {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.log(Level.WARNING, "{0} does not end", executor);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts the thread, and returns once it is at its end. */
    public static void end(Thread thread) {
        thread.interrupt();
        try {
            if (!thread.join(GRACE)) {
                log.log(Level.WARNING, "{0} does not end", thread);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
