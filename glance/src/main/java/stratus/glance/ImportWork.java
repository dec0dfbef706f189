package stratus.glance;

import java.time.InstantSource;
import stratus.glance.app.Conversion;
import stratus.glance.app.CopyProgress;
import stratus.glance.app.Delivery;
import stratus.glance.app.DiskSpace;
import stratus.glance.app.Fetching;
import stratus.glance.app.ImageTasks;
import stratus.glance.app.ImportBits;
import stratus.glance.app.ImportPlugins;
import stratus.glance.app.ImportSteps;
import stratus.glance.app.ImportTasks;
import stratus.glance.app.Imports;
import stratus.glance.app.RemoteGlance;
import stratus.glance.app.WebAddresses;
import stratus.glance.domain.ImportRules;
import stratus.glance.store.Web;

/** Imports, and the tasks that they are, put together. */
final class ImportWork implements AutoCloseable {
    final ImportRules rules;
    final ImageTasks work;
    final Imports imports;
    final ImportTasks tasks;

    ImportWork(
            GlanceConfig config,
            Storage storage,
            Transfers transfers,
            Web web,
            GlanceNeighbours neighbours,
            InstantSource clock) {
        var images = storage.images;
        var staging = storage.staging;
        var quotas = transfers.quotas;
        rules = config.options().imports().among(storage.stores.writable().size());
        work = new ImageTasks(images, storage.tasks, storage.places, storage.claims, clock);
        var addresses = new WebAddresses(config.options().web());
        var remote = new RemoteGlance(web, addresses, neighbours.regions(), rules);
        var fetching = new Fetching(staging, quotas, web, addresses, remote);
        var conversion = new Conversion(config.options().formats());
        var plugins = new ImportPlugins(staging, rules, conversion, quotas, DiskSpace.usual());
        var progress = new CopyProgress(storage.tasks, clock);
        var bits = new ImportBits(staging, transfers.downloads, transfers.signatures, progress);
        var delivery = new Delivery(images, storage.stores, transfers.intake, storage.claims, bits, quotas);
        var steps = new ImportSteps(images, fetching, plugins, delivery, quotas);
        imports = new Imports(staging, steps, work, quotas, storage.tasks);
        tasks = new ImportTasks(storage.tasks, work, images, transfers.uploads, web, addresses);
    }

    @Override
    public void close() {
        work.close();
    }
}
