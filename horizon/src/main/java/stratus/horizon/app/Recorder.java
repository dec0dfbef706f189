package stratus.horizon.app;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import stratus.horizon.store.TraceStore;
import stratus.oslo.db.Db;
import stratus.oslo.trace.TraceEvent;

/** Writes events in batches, a fifth of a second behind: who publishes them waits for nothing. */
public final class Recorder implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.horizon");
    private static final Duration GATHER = Duration.ofMillis(200);
    private static final Duration PRUNE = Duration.ofMinutes(1);

    private final ConcurrentLinkedQueue<TraceEvent> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock writing = new ReentrantLock();
    private final Db db;
    private final TraceStore store;
    private final Bounds bounds;
    private final InstantSource clock;
    private Instant pruned = Instant.EPOCH;

    /** How much is kept. */
    public record Bounds(Duration keep, int most) {}

    public Recorder(Db db, TraceStore store, Bounds bounds, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.bounds = bounds;
        this.clock = clock;
        Thread.ofVirtual().name("trace-writer").start(this::write);
    }

    public void take(TraceEvent event) {
        waiting.add(event);
        arrived.release();
    }

    /** Everything taken by now is in the database when this returns; or, if that refuses it, in no place at all. */
    public void flush() {
        writing.lock();
        try {
            var batch = new ArrayList<TraceEvent>();
            for (var event = waiting.poll(); event != null; event = waiting.poll()) {
                batch.add(event);
            }
            if (!batch.isEmpty()) {
                db.run(tx -> store.record(tx, batch));
                prune();
            }
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "trace events are lost", e);
        } finally {
            writing.unlock();
        }
    }

    private void prune() {
        var now = clock.instant();
        if (now.isAfter(pruned.plus(PRUNE))) {
            pruned = now;
            db.run(tx -> store.prune(tx, now.minus(bounds.keep()), bounds.most()));
        }
    }

    private void write() {
        try {
            boolean last = false;
            while (!last) {
                arrived.acquire();
                last = closing.await(GATHER.toMillis(), TimeUnit.MILLISECONDS); // what comes behind is written with it
                arrived.drainPermits();
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never interrupts the writer: what it writes just then would be lost. */
    @Override
    public void close() {
        closing.countDown();
        arrived.release();
        flush();
    }
}
