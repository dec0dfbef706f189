package stratus.glance;

import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.CacheQueue;
import stratus.glance.app.Downloads;
import stratus.glance.app.ImageCache;
import stratus.glance.app.Intake;
import stratus.glance.app.Quotas;
import stratus.glance.app.Signatures;
import stratus.glance.app.StagedUploads;
import stratus.glance.app.Uploads;
import stratus.glance.registry.UsageStore;
import stratus.glance.store.CacheStore;
import stratus.glance.store.FileStore;
import stratus.oslo.base.NativePool;
import stratus.oslo.db.Db;

/** How bits come in and go out, put together. */
final class Transfers implements AutoCloseable {
    final Quotas quotas;
    final Signatures signatures;
    final Intake intake;
    final Uploads uploads;
    final StagedUploads staged;
    final Downloads downloads;
    final @Nullable ImageCache cache;
    final @Nullable CacheQueue queue;
    private final NativePool hashing =
            new NativePool("glance-hash", Math.max(2, Runtime.getRuntime().availableProcessors()));

    Transfers(GlanceConfig config, Db db, Storage storage, GlanceNeighbours neighbours, InstantSource clock)
            throws IOException {
        long most = config.options().transfers().imageSize();
        quotas = new Quotas(
                new UsageStore(db), neighbours.limits(), most, config.rules().limits());
        signatures = new Signatures(neighbours.certificates());
        intake = new Intake(hashing, config.options().formats());
        uploads = new Uploads(storage.images, storage.stores, intake, storage.claims, quotas, signatures);
        staged = new StagedUploads(storage.images, storage.staging, storage.claims, quotas);
        var cached = new CacheStore(db, storage.owner());
        cache = cache(config, cached, clock);
        downloads = new Downloads(storage.stores, cache);
        queue = cache == null
                ? null
                : new CacheQueue(
                        storage.images,
                        cached,
                        downloads,
                        cache,
                        config.options().worker().cacheDelay(),
                        clock);
    }

    private static @Nullable ImageCache cache(GlanceConfig config, CacheStore rows, InstantSource clock)
            throws IOException {
        long most = config.options().worker().cacheSize();
        if (most == 0) {
            return null;
        }
        var cache = new ImageCache(new FileStore(config.images().resolve("cache")), rows, most, clock);
        cache.recover();
        return cache;
    }

    @Override
    public void close() {
        if (queue != null) {
            queue.close();
        }
        hashing.close();
    }
}
