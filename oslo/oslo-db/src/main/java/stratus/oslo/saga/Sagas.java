package stratus.oslo.saga;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Threads;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/**
 * A service's sagas: begun in the transaction that makes what they are about, run on virtual threads, taken over from
 * processes that died.
 *
 * <p>An undo that fails is tried again later, for as long as it takes.
 */
public final class Sagas implements AutoCloseable {
    private static final System.Logger log = System.getLogger("saga");
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SagaStore store;
    private final InstantSource clock;
    private volatile boolean closed;
    private final Map<String, Kind<?>> kinds = new ConcurrentHashMap<>();
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sagas").factory());

    /**
     * How one process runs its sagas.
     *
     * @param owner names this process among those that share the database; the same after its restart
     * @param lease how long a silent process keeps a saga
     */
    public record Config(String owner, Duration lease) {
        public static Config of(String owner) {
            return new Config(owner, Duration.ofSeconds(15));
        }
    }

    public Sagas(Db db, InstantSource clock, Config config, SealedSecrets secrets) {
        this.store = new SagaStore(db, clock, config.owner(), config.lease(), secrets);
        this.clock = clock;
    }

    private record Kind<S extends Record>(Saga<S> saga, Class<S> state) {}

    /** A saga that was begun, once its transaction is committed. */
    public record Begun(String id, SagaHandle handle) {}

    /** Opaque: what {@link #launch} needs. */
    public static final class SagaHandle {
        private final SagaStore.Row row;

        private SagaHandle(SagaStore.Row row) {
            this.row = row;
        }
    }

    public <S extends Record> void register(Saga<S> saga, Class<S> state) {
        kinds.put(saga.name(), new Kind<>(saga, state));
    }

    /** Writes the saga down with what it is about; {@link #launch} after the commit. {@code now} from outside the write. */
    public Begun begin(Tx tx, String saga, String resource, Record state, Instant now, @Nullable Instant deadline) {
        var row = store.create(tx, saga, resource, state, now, deadline);
        return new Begun(row.id(), new SagaHandle(row));
    }

    /** Runs it on a thread of its own; once this is closed it waits for the next start. */
    public void launch(Begun begun) {
        launch(begun.handle().row);
    }

    /** Whether a saga of that name is about the resource, running or waiting. */
    public boolean exists(String saga, String resource) {
        return store.exists(saga, resource);
    }

    /** Takes up what an earlier life of this process left, then looks after leases. */
    public void start() {
        store.takeOver(true).forEach(this::launch);
        timer.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /** Renews the leases of what runs here and takes over what nobody runs; may be called at any time. */
    public void sweep() {
        try {
            store.renew(List.copyOf(running.keySet()));
            store.takeOver(false).forEach(this::launch);
        } catch (RuntimeException e) {
            if (!closed) {
                log.log(Level.WARNING, "sweep failed, and is tried again", e);
            }
        }
    }

    private void launch(SagaStore.Row row) {
        var kind = kinds.get(row.name());
        if (kind == null) {
            log.log(Level.ERROR, "nobody knows the saga " + row.name());
            return;
        }
        try {
            workers.execute(() -> runOnce(row, kind));
        } catch (RejectedExecutionException e) {
            log.log(Level.DEBUG, () -> "%s of %s waits for the next start".formatted(row.name(), row.resourceId()));
        }
    }

    private void runOnce(SagaStore.Row row, Kind<?> kind) {
        if (running.putIfAbsent(row.id(), Thread.currentThread()) == null) {
            try {
                run(row, kind);
            } finally {
                running.remove(row.id());
            }
        }
    }

    private <S extends Record> void run(SagaStore.Row row, Kind<S> kind) {
        var undone = new boolean[1];
        var steps = timed(row, kind.saga().steps());
        var saga = new Saga<S>(kind.saga().name(), steps, kind.saga().onwards(), (state, failure) -> {
            kind.saga().whenUndone().accept(state, failure);
            undone[0] = true;
        });
        try {
            new SagaRunner((next, state, failure) -> save(row.id(), next, state, failure))
                    .resume(saga, store.state(row, kind.state()), row.nextStep(), store.failure(row));
            store.remove(row.id());
        } catch (SagaRunner.LostLease gone) {
            if (!closed) {
                log.log(Level.WARNING, gone::getMessage);
            }
        } catch (RuntimeException failure) {
            settle(row, undone[0], failure);
        }
    }

    /** A step that a closing process interrupts is no failure: the next start does it again. */
    private void save(String id, int next, Record state, @Nullable RuntimeException failure) {
        if (closed) {
            throw new SagaRunner.LostLease(id);
        }
        store.save(id, next, state, failure);
    }

    private void settle(SagaStore.Row row, boolean undone, RuntimeException failure) {
        if (undone) {
            log.log(Level.DEBUG, () -> "%s of %s was undone".formatted(row.name(), row.resourceId()), failure);
            store.remove(row.id());
        } else if (!closed) {
            log.log(Level.WARNING, () -> "%s of %s waits".formatted(row.name(), row.resourceId()), failure);
            store.postpone(row.id(), clock.instant().plus(RETRY));
        }
    }

    /** No step begins after the saga's deadline. */
    private <S extends Record> List<Saga.Step<S>> timed(SagaStore.Row row, List<Saga.Step<S>> steps) {
        var deadline = row.deadline();
        if (deadline == null) {
            return steps;
        }
        return steps.stream()
                .map(step -> new Saga.Step<S>(
                        step.name(),
                        state -> {
                            if (clock.instant().isAfter(deadline)) {
                                throw new IllegalStateException(
                                        "The time for all steps was over, at %s, before %s began."
                                                .formatted(deadline, step.name()));
                            }
                            return step.action().apply(state);
                        },
                        step.undo()))
                .toList();
    }

    /** Interrupts what runs and waits for its end; what is unfinished is taken up at the next start, as it is. */
    @Override
    public void close() {
        closed = true;
        Threads.end(timer);
        Threads.end(workers);
    }
}
