package stratus.glance.app;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.ImportRules;
import stratus.glance.domain.StoreInfo;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;
import stratus.glance.store.FileStore;
import stratus.glance.store.ImageStore;
import stratus.glance.store.Store;
import stratus.glance.store.TaskStore;
import stratus.glance.store.UsageStore;
import stratus.glance.store.Web;
import stratus.oslo.base.Caller;
import stratus.oslo.base.NativePool;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.testing.service.Callers;

/** Glance without its API, with stores of the test's own. */
public final class Parts implements AutoCloseable {
    public final Caller caller = new Callers().of("member");
    public final ImageStore rows;
    public final Stores stores;
    public final Staging staging;
    public final Leftovers leftovers;
    public final Images images;
    public final Uploads uploads;
    public final Downloads downloads;
    public final Imports imports;
    public final TaskStore tasks;
    public final Recovery recovery;
    private final ImageTasks work;
    private final Web web = new Web(TransferLimits.usual());
    private final NativePool hashing = new NativePool("test-hash", 1);

    public Parts(Db db, Path folder, Map<String, Store> all) throws java.io.IOException {
        rows = new ImageStore(db);
        stores = new Stores(
                all.entrySet().stream()
                        .map(e -> new Backend(new StoreInfo(e.getKey(), "file", "", 0, false, Map.of()), e.getValue()))
                        .toList(),
                all.keySet().iterator().next());
        staging = new Staging(new FileStore(folder.resolve("staging")));
        leftovers = new Leftovers(rows, stores);
        var clock = InstantSource.system();
        images = new Images(db, rows, leftovers, staging, new ChangeLog(db, clock), clock);
        var intake = new Intake(leftovers, hashing, ImageFormats.usual());
        var quotas = new Quotas(new UsageStore(db), null, TransferLimits.usual().imageSize(), ImageLimits.usual());
        uploads = new Uploads(images, stores, intake, quotas);
        downloads = new Downloads(stores, null);
        tasks = new TaskStore(db);
        var rules = ImportRules.usual();
        var addresses = new WebAddresses(WebRules.usual());
        var remote = new RemoteGlance(web, addresses, (_, _, _) -> Optional.empty(), rules);
        var fetching = new Fetching(images, staging, quotas, web, addresses, remote);
        var plugins = new ImportPlugins(images, staging, rules, new Conversion(ImageFormats.usual()));
        var delivery = new Delivery(images, stores, intake, staging, downloads, quotas);
        work = new ImageTasks(images, tasks, clock);
        imports = new Imports(
                images,
                staging,
                new ImportSteps(images, fetching, plugins, delivery, staging, quotas),
                work,
                quotas,
                tasks);
        recovery = new Recovery(db, rows, tasks, staging, stores);
    }

    public Image queued() {
        return queued(UUID.randomUUID().toString());
    }

    public Image queued(String id) {
        var edit = Edit.queued(id, Callers.PROJECT, Instant.now());
        edit.diskFormat = "raw";
        edit.containerFormat = "bare";
        return images.create(caller, edit.image());
    }

    public void upload(Image image, byte[] bits) {
        uploads.take(caller, image, new ByteArrayInputStream(bits), -1, stores.standard());
    }

    /** Until it has ended. */
    public void bring(Image image, ImportOrder order) {
        var _ = imports.start(caller, images.now(image), order);
        while (!work.idle()) {
            Thread.onSpinWait();
        }
    }

    public String status(Image image) {
        return rows.find(image.id(), null).map(Image::status).orElse("gone");
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
