package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import stratus.glance.domain.Image;
import stratus.glance.registry.Images;
import stratus.glance.store.CacheStore;
import stratus.oslo.base.Fault;

/** Images that are to be cached before anybody reads them: one after the other. */
public final class CacheQueue implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.glance");

    /** Who queues an image finds it queued first: upstream looks into its queue every five minutes. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("glance-cache").factory());
    private final Images images;
    private final CacheStore rows;
    private final Downloads downloads;
    private final ImageCache cache;
    private final InstantSource clock;

    public CacheQueue(Images images, CacheStore rows, Downloads downloads, ImageCache cache, InstantSource clock) {
        this.images = images;
        this.rows = rows;
        this.downloads = downloads;
        this.cache = cache;
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
        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, worker)
                .execute(() -> {
                    try {
                        images.find(id)
                                .filter(image ->
                                        image.is("active") && rows.queue().contains(id))
                                .ifPresent(this::fetch);
                    } catch (RuntimeException e) {
                        log.log(Level.WARNING, "image " + id + " is not cached", e);
                    }
                });
    }

    /** It leaves the queue once it is there. */
    private void fetch(Image image) {
        var data = downloads.far(image);
        if (data.isEmpty()) {
            return;
        }
        try (InputStream copied = cache.tee(image, data.get())) {
            copied.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            log.log(Level.WARNING, "image " + image.id() + " is not cached", e);
        }
        if (cache.has(image.id())) {
            rows.unqueue(image.id());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        worker.close();
    }
}
