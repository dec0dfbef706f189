package stratus.glance.app;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import stratus.glance.domain.Image;
import stratus.glance.registry.Images;
import stratus.glance.store.CacheStore;
import stratus.oslo.base.Fault;

/**
 * Images that are to be cached before anybody reads them: one after the other, each after a while in the queue. One that
 * cannot be had stays there, until somebody asks for it again or this process starts again.
 */
public final class CacheQueue implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("glance-cache").factory());
    private final Images images;
    private final CacheStore rows;
    private final Downloads downloads;
    private final ImageCache cache;
    private final Duration delay;
    private final InstantSource clock;

    /** @param delay how long an image waits in the queue, at least: whoever queued it finds it there */
    public CacheQueue(
            Images images,
            CacheStore rows,
            Downloads downloads,
            ImageCache cache,
            Duration delay,
            InstantSource clock) {
        this.images = images;
        this.rows = rows;
        this.downloads = downloads;
        this.cache = cache;
        this.delay = delay;
        this.clock = clock;
    }

    /** After a start: with those that waited. */
    public void resume() {
        rows.queue().forEach(this::submit);
    }

    public List<String> list() {
        return rows.queue();
    }

    public void add(Image image) {
        if (!image.is("active")) {
            throw new Fault.Invalid("Only images with status active can be targeted for queueing");
        }
        if (!cache.has(image.id())) {
            rows.queue(image.id(), clock.instant());
            submit(image.id());
        }
    }

    public void remove(String image) {
        rows.unqueue(image);
    }

    /** All of them; how many there were. */
    public int clear() {
        var all = rows.queue();
        all.forEach(rows::unqueue);
        return all.size();
    }

    private void submit(String id) {
        worker.schedule(() -> attempt(id), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt(String id) {
        try {
            if (rows.queue().contains(id)) {
                fetch(id);
            }
        } catch (IOException | RuntimeException e) {
            if (!worker.isShutdown()) {
                log.log(Level.WARNING, "image " + id + " is not cached", e);
            }
        }
    }

    /** It leaves the queue once it is there, or is no more. */
    private void fetch(String id) throws IOException {
        var image = images.find(id);
        if (image.isPresent() && image.get().is("active") && !cache.has(id)) {
            copy(image.get());
        }
        if (image.isEmpty() || cache.has(id)) {
            rows.unqueue(id);
        }
    }

    private void copy(Image image) throws IOException {
        try (var data = downloads.far(image).orElseThrow(() -> new IOException("Its data is nowhere."));
                var copied = cache.tee(image, data)) {
            copied.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        worker.close();
    }
}
