package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.Task;
import stratus.glance.store.Store;
import stratus.glance.store.TaskStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Bits that come in two steps: first they are staged, or somewhere on the web, then an import takes them. */
public final class Imports implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.glance");
    private static final Duration KEEP = Duration.ofHours(48);
    private static final String STORE = "file";

    private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();
    private final Images images;
    private final Uploads uploads;
    private final Store staging;
    private final TaskStore tasks;
    private final WebDownload web;
    private final InstantSource clock;

    public Imports(
            Images images, Uploads uploads, Store staging, TaskStore tasks, WebDownload web, InstantSource clock) {
        this.images = images;
        this.uploads = uploads;
        this.staging = staging;
        this.tasks = tasks;
        this.web = web;
        this.clock = clock;
    }

    /** The ways there are. */
    public static List<String> methods() {
        return List.of("glance-direct", "web-download");
    }

    /**
     * What is asked for.
     *
     * @param uri where from; null if it was staged
     * @param request the whole, as the task shows it
     */
    public record Order(String method, @Nullable String uri, Map<String, Object> request) {}

    /** Takes the bits in, and leaves them aside until they are imported. */
    public void stage(Caller caller, Image image, InputStream data, long length) {
        if (!images.advance(caller, image.id(), "queued", "uploading", null)) {
            throw new Fault.Conflict(
                    "Image status transition from %s to uploading is not allowed".formatted(image.status()));
        }
        boolean done = false;
        try (var upload = staging.upload(image.id())) {
            long size = Uploads.transfer(data, upload.out());
            if (length >= 0 && size != length) {
                throw Uploads.cutOff();
            }
            upload.finish();
            images.update(caller, image.id(), now -> {
                var edit = new Edit(now);
                edit.size = size;
                return edit.image();
            });
            done = true;
        } catch (IOException e) {
            throw Uploads.refused(e);
        } finally {
            if (!done) {
                images.advance(caller, image.id(), "uploading", "queued", null);
            }
        }
    }

    /** Begins the import, and returns. */
    public Task start(Caller caller, Image image, Order order) {
        boolean staged = order.method().equals("glance-direct");
        refuse(image, order);
        var uri = order.uri() == null ? null : web.check(order.uri());
        if (!images.advance(caller, image.id(), staged ? "uploading" : "queued", "importing", null)) {
            throw new Fault.Conflict("Image %s is being changed by another.".formatted(image.id()));
        }
        var now = clock.instant();
        var input = Map.of("image_id", image.id(), "import_req", order.request(), "backend", List.of(STORE));
        var task = new Task(
                UUID.randomUUID().toString(),
                image.id(),
                caller.requestId(),
                caller.user().id(),
                caller.project() == null ? null : caller.project().id(),
                "api_image_import",
                "processing",
                input,
                "",
                now,
                now,
                null);
        tasks.insert(task);
        mark(caller, image, STORE, "");
        running.execute(() ->
                run(caller, image, task, () -> uri == null ? staging.open(image.id(), 0) : web.open(uri)));
        return task;
    }

    /** Where the import is under way, and where it did not succeed, as clients look for it in the image. */
    private void mark(Caller caller, Image image, String importing, String failed) {
        images.update(caller, image.id(), now -> {
            var edit = new Edit(now);
            edit.properties.put("os_glance_importing_to_stores", importing);
            edit.properties.put("os_glance_failed_import", failed);
            return edit.image();
        });
    }

    private static void refuse(Image image, Order order) {
        if (image.is("active")) {
            throw new Fault.Conflict("Image with status active cannot be target for import");
        }
        if (order.method().equals("web-download") && !image.is("queued")) {
            throw new Fault.Conflict("Image needs to be in 'queued' state to use 'web-download' method");
        }
        if (order.method().equals("glance-direct") && !image.is("uploading")) {
            throw new Fault.Conflict("Image needs to be staged before 'glance-direct' method can be used");
        }
        if (image.containerFormat() == null) {
            throw new Fault.Conflict("'container_format' needs to be set before import");
        }
        if (image.diskFormat() == null) {
            throw new Fault.Conflict("'disk_format' needs to be set before import");
        }
    }

    /** Where bits come from. */
    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    private void run(Caller caller, Image image, Task task, Source source) {
        var problem = attempt(caller, image, source);
        try {
            staging.delete(image.id());
        } catch (IOException e) {
            log.log(Level.WARNING, "staged bits of image " + image.id() + " stay until the next start", e);
        }
        try {
            mark(caller, image, "", problem == null ? "" : STORE);
        } catch (Fault.NotFound gone) {
            log.log(Level.DEBUG, "image " + image.id() + " was deleted while it was imported");
        }
        var now = clock.instant();
        tasks.advance(
                task.id(),
                problem == null ? "success" : "failure",
                problem == null ? "" : problem,
                now,
                now.plus(KEEP));
    }

    /** What went wrong; null for nothing. */
    private @Nullable String attempt(Caller caller, Image image, Source source) {
        try (var data = source.open()) {
            uploads.save(caller, image, "importing", data, -1);
            return null;
        } catch (IOException | RuntimeException e) {
            log.log(Level.WARNING, "import of image " + image.id() + " failed", e);
            images.advance(caller, image.id(), "importing", "queued", null);
            return e instanceof Fault fault ? fault.getMessage() : "The data could not be read.";
        }
    }

    /** After a start: imports that broke off may be asked for again where their bits are still there. */
    public void recover() {
        tasks.fail("The service was stopped before it was done.", clock.instant());
        try {
            staging.sweep(images.staged());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those about an image, the newest first. */
    public List<Task> of(String image) {
        return tasks.list(image);
    }

    public List<Task> all() {
        return tasks.list(null);
    }

    public Task task(String id) {
        return tasks.find(id).orElseThrow(() -> new Fault.NotFound("No task found with ID %s".formatted(id)));
    }

    @Override
    public void close() {
        running.shutdownNow();
        running.close();
    }
}
