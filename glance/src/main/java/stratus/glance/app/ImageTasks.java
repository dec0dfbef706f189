package stratus.glance.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.Task;
import stratus.glance.store.TaskStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Work on images that goes on after its request was answered: one task an image at a time. */
public final class ImageTasks implements AutoCloseable {
    private static final Duration KEEP = Duration.ofHours(48);

    private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    private final Images images;
    private final TaskStore tasks;
    private final InstantSource clock;

    public ImageTasks(Images images, TaskStore tasks, InstantSource clock) {
        this.images = images;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** What is to be done: its type, what was asked for, how the image shows it, and what went wrong, null for nothing. */
    record Work(
            String type,
            Map<String, Object> input,
            BiConsumer<Edit, Task> begin,
            Function<Task, @Nullable String> run) {}

    /** Begins, and returns; refuses where another is at work on the image. */
    Task start(Caller caller, Image image, Work work) {
        var task = task(caller, image, work);
        unfinished.add(task.id());
        try {
            begin(caller, image, work, task);
            tasks.insert(task);
            running.execute(() -> run(work, task));
        } catch (RuntimeException e) {
            unfinished.remove(task.id());
            throw e;
        }
        return task;
    }

    private void run(Work work, Task task) {
        try {
            end(task, work.run().apply(task));
        } finally {
            unfinished.remove(task.id());
        }
    }

    private void end(Task task, @Nullable String problem) {
        var now = clock.instant();
        var status = problem == null ? "success" : "failure";
        tasks.advance(task.id(), status, problem == null ? "" : problem, now, now.plus(KEEP));
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

    private void begin(Caller caller, Image image, Work work, Task task) {
        boolean begun = images.advance(caller, image, image.status(), edit -> {
            if (unfinished.contains(edit.properties.getOrDefault(Progress.TASK, ""))) {
                throw new Fault.Conflict("Image has active task");
            }
            edit.properties.put(Progress.TASK, task.id());
            work.begin().accept(edit, task);
        });
        if (!begun) {
            throw new Fault.Conflict(
                    "New operation on image '%s' is not permitted as prior operation is still in progress"
                            .formatted(image.id()));
        }
    }

    /** Whether none is under way. */
    boolean idle() {
        return unfinished.isEmpty();
    }

    @Override
    public void close() {
        running.shutdownNow();
        running.close();
    }
}
