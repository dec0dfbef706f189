package stratus.cinder.app;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import stratus.cinder.domain.Job;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.Id;
import stratus.oslo.base.RequestScope;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/**
 * Long work at backends, each on a thread of its own.
 *
 * <p>A job is on record from the transaction that accepts the request to the one that notes its outcome, so that a
 * restart takes it up again. One whose backend does not answer stays on record, and is tried again when a backend
 * reports.
 */
public final class Jobs implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.cinder");

    private final Stores stores;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Job> work = _ -> {};

    public Jobs(Stores stores) {
        this.stores = stores;
    }

    /** What does the jobs, and ends each by {@link #done} with its outcome; takes up what a dead process left. */
    public void begin(Consumer<Job> work) {
        this.work = work;
        resume();
    }

    /** On record with the transaction; to be started once that is committed. */
    Job record(Tx tx, Caller caller, Job.Kind kind, Id resource) {
        var job = new Job(UUID.randomUUID().toString(), kind, resource.text(), withoutToken(caller), stores.now());
        stores.jobs().insert(tx, job);
        return new Job(job.id(), kind, job.resourceId(), caller, job.createdAt());
    }

    void done(Tx tx, Job job) {
        stores.jobs().delete(tx, job.id());
    }

    void start(Job job) {
        if (running.add(job.id())) {
            var _ = threads.submit(() -> RequestScope.run(job.caller().requestId(), () -> attempt(job)));
        }
    }

    /** Starts everything on record that is not running. */
    public void resume() {
        if (!threads.isShutdown()) {
            stores.db().read(stores.jobs()::all).forEach(this::start);
        }
    }

    private void attempt(Job job) {
        try {
            work.accept(job);
        } catch (Fault.Unavailable later) {
            log.log(
                    Level.WARNING,
                    () -> "%s of %s waits: %s".formatted(job.kind(), job.resourceId(), later.getMessage()));
        } catch (RuntimeException bug) {
            log.log(Level.ERROR, () -> "%s of %s failed".formatted(job.kind(), job.resourceId()), bug);
        } finally {
            running.remove(job.id());
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

    /** What runs is interrupted; it is still on record. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
