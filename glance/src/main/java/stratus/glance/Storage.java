package stratus.glance;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import stratus.glance.app.Claims;
import stratus.glance.app.Leftovers;
import stratus.glance.app.Recovery;
import stratus.glance.app.Settlement;
import stratus.glance.app.Staging;
import stratus.glance.app.Stores;
import stratus.glance.app.Watch;
import stratus.glance.registry.Images;
import stratus.glance.registry.PendingStore;
import stratus.glance.registry.Registry;
import stratus.glance.registry.TaskStore;
import stratus.glance.store.FileStore;
import stratus.glance.store.Web;
import stratus.oslo.db.Db;
import stratus.oslo.db.Leases;

/** What keeps images and their bits together, put together. */
final class Storage implements AutoCloseable {
    /** How long another process waits before it ends what this one seems to have left. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    final TaskStore tasks;
    final PendingStore places;
    final Stores stores;
    final Staging staging;
    final Registry registry;
    final Images images;
    final Claims claims;
    private final Leftovers leftovers;
    private final Recovery recovery;
    private final OwnFolder folder;
    private final Watch watch = new Watch();

    Storage(GlanceConfig config, Db db, Web web, InstantSource clock) throws IOException {
        stores = StoreRoom.open(config, web);
        folder = OwnFolder.take(config.images().resolve("process"));
        tasks = new TaskStore(db, config.options().worker().keepTasks());
        places = new PendingStore(db, clock, new Leases.Owner(folder.name(), LEASE));
        registry = new Registry(db, places, config.rules().limits(), clock);
        images = registry.images();
        staging = new Staging(
                new FileStore(config.images().resolve("staging")),
                places,
                folder.name(),
                config.options().worker().url());
        leftovers = new Leftovers(places, images, stores, staging);
        images.onLeft(leftovers::remove);
        var settlement = new Settlement(db, images, places, tasks, staging, clock);
        claims = new Claims(places, settlement, leftovers);
        images.onDelete(claims::deleted);
        recovery = new Recovery(images, claims, leftovers, stores);
    }

    /** Before the first request: then nothing waits for an earlier life of this process. */
    void start() {
        recovery.start();
        watch.start(claims, recovery, LEASE);
    }

    /** This process among those that share the database. */
    String owner() {
        return folder.name();
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            watch.close();
            leftovers.forget();
        }
    }
}
