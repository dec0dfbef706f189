package stratus.cinder.app;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Job;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.Id;
import stratus.oslo.base.RequestScope;
import stratus.oslo.base.Secret;
import stratus.oslo.base.Threads;
import stratus.oslo.db.Tx;

/**
 * Long work at backends, each on a thread of its own, one at a time for each resource and in the order of acceptance.
 *
 * <p>A job is on record from the transaction that accepts the request to the one that notes its outcome. It is leased to
 * the process that runs it, so that another takes it up when that one dies, and the same one at once when it comes back.
 * One whose backend does not answer stays on record, and is tried again when a backend reports.
 */
public final class Jobs implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.cinder");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    private final Stores stores;
    private final String owner;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cinder-leases").factory());
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Job> work = _ -> {};

    /** {@code owner} names this process among those that share the database, also after a restart. */
    public Jobs(Stores stores, String owner) {
        this.stores = stores;
        this.owner = owner;
    }

    /** What does the jobs, and ends each by {@link #done} with its outcome; takes up what a dead process left. */
    public void begin(Consumer<Job> work) {
        this.work = work;
        var _ = timer.scheduleAtFixedRate(this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
        resume();
    }

    Job record(Tx tx, Caller caller, Job.Kind kind, Id resource) {
        return record(tx, caller, kind, resource, Map.of());
    }

    /** On record with the transaction; to be started once that is committed. */
    Job record(Tx tx, Caller caller, Job.Kind kind, Id resource, Map<String, String> detail) {
        var id = UUID.randomUUID().toString();
        var job = new Job(id, kind, resource.text(), detail, withoutToken(caller), stores.now());
        stores.jobs().insert(tx, job);
        return new Job(id, kind, job.resourceId(), detail, caller, job.createdAt());
    }

    void done(Tx tx, Job job) {
        stores.jobs().delete(tx, job.id());
    }

    /** Whatever was to be done with the resource is not to be done any more. */
    void drop(Tx tx, Id resource) {
        stores.jobs().drop(tx, resource.text());
    }

    void start(Job job) {
        if (!threads.isShutdown() && running.add(job.id())) {
            var _ = threads.submit(() -> RequestScope.run(job.caller().requestId(), () -> attempt(job)));
        }
    }

    /** Starts everything on record that is nobody else's. */
    public void resume() {
        if (!threads.isShutdown()) {
            stores.db().read(stores.jobs()::all).forEach(this::start);
        }
    }

    private void attempt(Job job) {
        boolean worked = false;
        try {
            worked = claim(job);
            if (worked) {
                work.accept(job);
            }
        } catch (Fault.Unavailable later) {
            worked = false;
            log.log(
                    Level.WARNING,
                    () -> "%s of %s waits: %s".formatted(job.kind(), job.resourceId(), later.getMessage()));
        } catch (RuntimeException bug) {
            worked = false;
            if (!threads.isShutdown()) {
                log.log(Level.ERROR, () -> "%s of %s failed".formatted(job.kind(), job.resourceId()), bug);
            }
        } finally {
            running.remove(job.id());
        }
        if (worked) {
            next(job.resourceId());
        }
    }

    /**
     * Does the part of a job that may fail: null for a success, else why not. What could not be asked is thrown, and so is
     * whatever this process interrupts as it ends: neither says anything of the resource, and the job stays on record.
     */
    @Nullable RuntimeException outcome(Job job, Runnable work) {
        try {
            work.run();
            return null;
        } catch (Fault.Unavailable later) {
            throw later;
        } catch (RuntimeException e) {
            if (threads.isShutdown()) {
                throw e;
            }
            log.log(Level.ERROR, () -> "%s of %s failed".formatted(job.kind(), job.resourceId()), e);
            return e;
        }
    }

    private boolean claim(Job job) {
        var now = stores.now();
        return stores.db().write(tx -> stores.jobs().claim(tx, job.id(), owner, now, now.plus(LEASE)));
    }

    /** What was accepted for the resource while this job was at work. */
    private void next(String resource) {
        if (!threads.isShutdown()) {
            stores.db().read(stores.jobs()::all).stream()
                    .filter(j -> j.resourceId().equals(resource))
                    .findFirst()
                    .ifPresent(this::start);
        }
    }

    private void renew() {
        var mine = List.copyOf(running);
        if (mine.isEmpty()) {
            return;
        }
        try {
            var until = stores.now().plus(LEASE);
            stores.db().run(tx -> stores.jobs().renew(tx, mine, owner, until));
        } catch (RuntimeException e) {
            if (!timer.isShutdown()) {
                log.log(Level.WARNING, "leases could not be renewed", e);
            }
        }
    }

    private static Caller withoutToken(Caller c) {
        return new Caller(
                c.requestId(),
                c.user(),
                c.project(),
                c.domain(),
                c.system(),
                c.roles(),
                c.serviceRoles(),
                c.auditIds(),
                new Secret(""));
    }

    /** What runs is interrupted, and has ended when this returns; it is still on record. */
    @Override
    public void close() {
        Threads.end(timer);
        Threads.end(threads);
    }
}
