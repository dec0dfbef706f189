package stratus.glance.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.ImageMetadata.Formats;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.ImportRules;
import stratus.glance.domain.StoreInfo;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WorkerRules;
import stratus.glance.registry.Images;
import stratus.glance.registry.PendingStore;
import stratus.glance.registry.Registry;
import stratus.glance.registry.TaskStore;
import stratus.glance.registry.UsageStore;
import stratus.glance.store.FileStore;
import stratus.glance.store.Store;
import stratus.glance.store.Web;
import stratus.oslo.base.Caller;
import stratus.oslo.base.NativePool;
import stratus.oslo.db.Db;
import stratus.oslo.db.Leases;
import stratus.testing.service.Callers;

/** Glance without its API, with stores of the test's own. */
public final class Parts implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(60);

    public final Caller caller = new Callers().of("member");
    public final Stores stores;
    public final Staging staging;
    public final Leftovers leftovers;
    public final Images images;
    public final Uploads uploads;
    public final Downloads downloads;
    public final Imports imports;
    public final TaskStore tasks;
    public final PendingStore places;
    public final Claims claims;
    public final StagedUploads staged;
    public final Recovery recovery;
    private final ImageTasks work;
    private final Web web = new Web(TransferLimits.usual());
    private final NativePool hashing = new NativePool("test-hash", 1);

    public Parts(Db db, Path folder, Map<String, Store> all) throws IOException {
        this(db, folder, all, "one", InstantSource.system());
    }

    public Parts(Db db, Path folder, Map<String, Store> all, String owner, InstantSource clock) throws IOException {
        this(
                db,
                folder,
                all.entrySet().stream()
                        .map(e -> new Backend(new StoreInfo(e.getKey(), "file", "", 0, false, Map.of()), e.getValue()))
                        .toList(),
                owner,
                clock);
    }

    /** @param owner which of several processes this is */
    public Parts(Db db, Path folder, List<Backend> all, String owner, InstantSource clock) throws IOException {
        stores = new Stores(all, all.getFirst().id());
        places = new PendingStore(db, clock, new Leases.Owner(owner, LEASE));
        staging = new Staging(new FileStore(folder.resolve("staging-" + owner)), places, owner, "http://" + owner);
        images = new Registry(db, places, ImageLimits.usual(), clock).images();
        leftovers = new Leftovers(places, images, stores, staging);
        images.onLeft(leftovers::remove);
        tasks = new TaskStore(db, WorkerRules.usual().keepTasks());
        var settlement = new Settlement(db, images, places, tasks, staging, clock);
        claims = new Claims(places, settlement, leftovers);
        var intake = new Intake(hashing, ImageFormats.usual());
        var quotas = new Quotas(new UsageStore(db), null, TransferLimits.usual().imageSize(), ImageLimits.usual());
        var signatures = new Signatures(Certificates.none());
        uploads = new Uploads(images, stores, intake, claims, quotas, signatures);
        staged = new StagedUploads(images, staging, claims, quotas);
        downloads = new Downloads(stores, null);
        var rules = ImportRules.usual().withPlugins("inject_image_metadata").injecting(Map.of("injected", "yes"));
        var addresses = new WebAddresses(WebRules.usual());
        var remote = new RemoteGlance(web, addresses, (_, _, _) -> Optional.empty(), rules);
        var fetching = new Fetching(staging, quotas, web, addresses, remote);
        var plugins =
                new ImportPlugins(staging, rules, new Conversion(ImageFormats.usual()), quotas, DiskSpace.usual());
        var delivery = new Delivery(
                images,
                stores,
                intake,
                claims,
                new ImportBits(staging, downloads, signatures, new CopyProgress(tasks, clock)),
                quotas);
        work = new ImageTasks(images, tasks, places, claims, clock);
        imports =
                new Imports(staging, new ImportSteps(images, fetching, plugins, delivery, quotas), work, quotas, tasks);
        recovery = new Recovery(images, claims, leftovers, stores);
    }

    public Image queued() {
        return queued(UUID.randomUUID().toString());
    }

    public Image queued(String id) {
        var image = Image.queued(id, Callers.PROJECT, Instant.now());
        return images.create(caller, image.with(image.metadata().with(new Formats("raw", "bare"))));
    }

    public void upload(Image image, byte[] bits) {
        uploads.take(caller, image, new ByteArrayInputStream(bits), -1, stores.standard());
    }

    /** Until it has ended. */
    public void bring(Image image, ImportOrder order) {
        var _ = imports.start(caller, images.now(image), order);
        while (!claims.idle()) { // hundreds of times in one test, and each time soon
            LockSupport.parkNanos(100_000);
        }
    }

    public String status(Image image) {
        return images.find(image.id()).map(Image::status).orElse("gone");
    }

    static List<String> places(Image image) {
        return image.locations().stream().map(l -> String.valueOf(l.store())).toList();
    }

    @Override
    public void close() {
        work.close();
        web.close();
        hashing.close();
    }
}
