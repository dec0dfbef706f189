package stratus.glance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.glance.api.CacheApi;
import stratus.glance.api.DefinitionsApi;
import stratus.glance.api.FileApi;
import stratus.glance.api.GlanceErrors;
import stratus.glance.api.ImageFields;
import stratus.glance.api.ImageViews;
import stratus.glance.api.ImagesApi;
import stratus.glance.api.ImportsApi;
import stratus.glance.api.InfoApi;
import stratus.glance.api.LocationsApi;
import stratus.glance.api.MembersApi;
import stratus.glance.api.NamespacesApi;
import stratus.glance.api.SchemasApi;
import stratus.glance.api.StoresApi;
import stratus.glance.api.TasksApi;
import stratus.glance.app.CacheQueue;
import stratus.glance.app.Conversion;
import stratus.glance.app.Delivery;
import stratus.glance.app.Downloads;
import stratus.glance.app.Fetching;
import stratus.glance.app.ImageCache;
import stratus.glance.app.ImageTasks;
import stratus.glance.app.ImportPlugins;
import stratus.glance.app.ImportSteps;
import stratus.glance.app.ImportTasks;
import stratus.glance.app.Imports;
import stratus.glance.app.Intake;
import stratus.glance.app.LocationImports;
import stratus.glance.app.Locations;
import stratus.glance.app.Members;
import stratus.glance.app.Metadefs;
import stratus.glance.app.Quotas;
import stratus.glance.app.RemoteGlance;
import stratus.glance.app.StagedUploads;
import stratus.glance.app.Uploads;
import stratus.glance.app.WebAddresses;
import stratus.glance.store.CacheStore;
import stratus.glance.store.FileStore;
import stratus.glance.store.MemberStore;
import stratus.glance.store.MetadefStore;
import stratus.glance.store.UsageStore;
import stratus.glance.store.Web;
import stratus.oslo.base.NativePool;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;

/** The Image service, put together. Its database's name is {@code glance}. */
public final class GlanceService implements AutoCloseable {
    private final Api api;
    private final ImageTasks work;
    private final NativePool hashing =
            new NativePool("glance-hash", Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final Web web;
    private @Nullable CacheQueue queue;
    private final Storage storage;

    /** One that asks nobody but Keystone who is who. */
    public GlanceService(GlanceConfig config, Db db, Tokens tokens, InstantSource clock) {
        this(config, db, tokens, GlanceNeighbours.none(), clock);
    }

    public GlanceService(GlanceConfig config, Db db, Tokens tokens, GlanceNeighbours neighbours, InstantSource clock) {
        this.web = new Web(config.options().transfers());
        try {
            this.storage = new Storage(config, db, web, clock);
            storage.start();
            var stores = storage.stores;
            var staging = storage.staging;
            var claims = storage.claims;
            var images = storage.images;
            var intake = new Intake(hashing, config.options().formats());
            var cacheStore = new CacheStore(db);
            var cache = cache(config, cacheStore, clock);
            var downloads = new Downloads(stores, cache);
            var rules = config.options().imports().among(stores.writable().size());
            var addresses = new WebAddresses(config.options().web());
            var remote = new RemoteGlance(web, addresses, neighbours.regions(), rules);
            var quotas = new Quotas(
                    new UsageStore(db),
                    neighbours.limits(),
                    config.options().transfers().imageSize());
            var fetching = new Fetching(images, staging, quotas, web, addresses, remote);
            var conversion = new Conversion(config.options().formats());
            var plugins = new ImportPlugins(images, staging, rules, conversion);
            var delivery = new Delivery(images, stores, intake, claims, staging, downloads);
            var steps = new ImportSteps(images, fetching, plugins, delivery, quotas);
            this.work = new ImageTasks(images, storage.tasks, storage.places, claims, clock);
            var imports = new Imports(staging, steps, work, quotas, storage.tasks);
            var locations = new Locations(stores, config.options().locations());
            var fields = new ImageFields(config.options().formats());
            var routes = Routes.at(InfoApi.prefixes());
            if (cache == null) {
                CacheApi.none(routes);
            } else {
                images.onDelete(cache::delete);
                this.queue = new CacheQueue(storage.rows, cacheStore, downloads, cache, clock);
                new CacheApi(images, cache, queue).routes(routes);
                queue.resume();
            }
            var staged = new StagedUploads(images, staging, claims, quotas);
            new ImportsApi(images, staged, imports, rules.methods(), stores).routes(routes);
            new ImagesApi(images, fields, new ImageViews(rules.methods(), stores, locations), locations, quotas, clock)
                    .routes(routes);
            var uploads = new Uploads(images, stores, intake, claims, quotas);
            new FileApi(images, uploads, downloads, stores).routes(routes);
            new TasksApi(
                            new ImportTasks(storage.tasks, work, images, uploads, web, addresses),
                            fields,
                            clock,
                            stores.standard())
                    .routes(routes);
            new LocationsApi(images, new LocationImports(images, locations, downloads, work)).routes(routes);
            new StoresApi(images, stores).routes(routes);
            new MembersApi(images, new Members(new MemberStore(db), clock)).routes(routes);
            new InfoApi(rules.methods(), quotas, cache != null).routes(routes);
            new SchemasApi(config.options().formats()).routes(routes);
            var metadefs = new Metadefs(db, new MetadefStore(db), clock);
            new NamespacesApi(metadefs, clock).routes(routes);
            new DefinitionsApi(metadefs).routes(routes);
            this.api = new Api(
                    "glance",
                    routes,
                    new GlanceErrors(Rules::said),
                    tokens,
                    Rules.policy(config.policyFile()),
                    Microversions.none(),
                    TimeFormat.SECONDS_Z,
                    config.authUri(),
                    Api.USUAL_BODY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable ImageCache cache(GlanceConfig config, CacheStore rows, InstantSource clock)
            throws IOException {
        long most = config.options().cache();
        if (most == 0) {
            return null;
        }
        var cache = new ImageCache(new FileStore(config.images().resolve("cache")), rows, most, clock);
        cache.recover();
        return cache;
    }

    public Api api() {
        return api;
    }

    @Override
    public void close() {
        work.close();
        if (queue != null) {
            queue.close();
        }
        web.close();
        hashing.close();
        try {
            storage.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
