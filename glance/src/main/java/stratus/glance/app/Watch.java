package stratus.glance.app;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says that this process is alive, and looks after what others left, again and again until it is closed. */
public final class Watch implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.glance");

    /** Stores may be slow: they do not keep anybody from saying that this process is alive. */
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("glance-watch").factory());

    private volatile boolean closed;

    /** @param lease how long this process may be silent */
    public void start(Claims claims, Recovery recovery, Duration lease) {
        every(lease.dividedBy(6), claims::renew);
        every(lease.dividedBy(6), recovery::sweep);
    }

    private void every(Duration time, Runnable work) {
        timer.scheduleWithFixedDelay(() -> attempt(work), 0, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!closed) {
                log.log(Level.WARNING, "is tried again", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.close();
    }
}
