package stratus.glance.app;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Claims.Claim;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.domain.Task;
import stratus.glance.registry.Images;
import stratus.glance.registry.PendingStore;
import stratus.glance.registry.TaskStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Tx;

/**
 * Work on images that goes on after its request was answered: one task an image at a time, whichever process runs it.
 *
 * <p>What is under way when this is closed is interrupted and given up. It has not failed: what was staged for it waits
 * for its import again.
 */
public final class ImageTasks implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.glance");

    /** What tasks do. */
    private final ExecutorService working = Executors.newVirtualThreadPerTaskExecutor();

    /** What is written down of it, which is not interrupted. */
    private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();

    private final Images images;
    private final TaskStore tasks;
    private final PendingStore places;
    private final Claims claims;
    private final InstantSource clock;

    public ImageTasks(Images images, TaskStore tasks, PendingStore places, Claims claims, InstantSource clock) {
        this.images = images;
        this.tasks = tasks;
        this.places = places;
        this.claims = claims;
        this.clock = clock;
    }

    /** What the task does, with the place that it has for bits; returns what went wrong, null for nothing. */
    interface Run {
        @Nullable String run(Task task, PendingBits place);
    }

    /**
     * What is to be done.
     *
     * @param input what was asked for
     * @param place what is staged, or may be; it is empty after the task
     * @param begin how the image shows it
     * @param end what the image is afterwards, where it failed and where it did not
     */
    record Work(
            String type,
            Map<String, Object> input,
            PendingBits place,
            BiFunction<Image, Task, Image> begin,
            Run run,
            BiFunction<Image, Boolean, Image> end) {}

    private record Job(Caller caller, Image image, Work work, Task task) {}

    /** Begins, and returns; refuses where another is at work on the image. */
    Task start(Caller caller, Image image, Work work) {
        var job = new Job(caller, image, work, task(caller, image, work));
        var claim = claims.of(work.place().now(job.task().id(), Reason.TASK));
        try {
            begin(job, claim);
            running.execute(() -> run(job, claim));
        } catch (RuntimeException e) {
            claim.close();
            throw e;
        }
        return job.task();
    }

    /** Whether the task on this thread is interrupted: then its failure says nothing of the image, and is not noted. */
    static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private void run(Job job, Claim claim) {
        try (claim) {
            var problem = work(job, claim);
            if (problem == null || !working.isShutdown()) {
                end(job, problem, claim);
            }
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "task " + job.task().id() + " is not brought to its end", e);
        }
    }

    private @Nullable String work(Job job, Claim claim) {
        try {
            return working.submit(() -> job.work().run().run(job.task(), claim.place()))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
    }

    /** The task, its image and its place in one commit: whoever finds the one ended finds the others so. */
    private void end(Job job, @Nullable String problem, Claim claim) {
        claim.clear();
        var now = clock.instant();
        boolean there = images.touch(job.caller(), job.image(), (image, tx) -> {
            tasks.end(tx, job.task(), problem, now);
            claim.end(tx);
            boolean own = job.task().id().equals(image.properties().get(Progress.TASK));
            return own ? job.work().end().apply(image.withoutProperty(Progress.TASK), problem != null) : image;
        });
        if (there) {
            claim.settled();
        } else {
            tasks.end(job.task(), problem, now);
        }
    }

    private Task task(Caller caller, Image image, Work work) {
        var now = clock.instant();
        return new Task(
                UUID.randomUUID().toString(),
                image.id(),
                caller.requestId(),
                caller.user().id(),
                caller.project() == null ? null : caller.project().id(),
                work.type(),
                "processing",
                work.input(),
                "",
                now,
                now,
                null);
    }

    private void begin(Job job, Claim claim) {
        var image = job.image();
        boolean begun = images.advance(job.caller(), image, image.status(), (now, tx) -> {
            requireIdle(tx, now);
            claim.take(tx, job.work().place());
            tasks.insert(tx, job.task());
            return job.work()
                    .begin()
                    .apply(now.withProperty(Progress.TASK, job.task().id()), job.task());
        });
        if (!begun) {
            throw new Fault.Conflict(
                    "New operation on image '%s' is not permitted as prior operation is still in progress"
                            .formatted(image.id()));
        }
    }

    private void requireIdle(Tx tx, Image image) {
        if (places.exists(tx, image.properties().getOrDefault(Progress.TASK, ""))) {
            throw new Fault.Conflict("Image has active task");
        }
    }

    @Override
    public void close() {
        working.shutdownNow();
        running.close();
        working.close();
    }
}
