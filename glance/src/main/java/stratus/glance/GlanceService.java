package stratus.glance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import stratus.glance.api.PropertyRules;
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
import stratus.glance.app.Images;
import stratus.glance.app.ImportPlugins;
import stratus.glance.app.ImportSteps;
import stratus.glance.app.ImportTasks;
import stratus.glance.app.Imports;
import stratus.glance.app.Intake;
import stratus.glance.app.Leftovers;
import stratus.glance.app.LocationImports;
import stratus.glance.app.Locations;
import stratus.glance.app.Members;
import stratus.glance.app.Metadefs;
import stratus.glance.app.Quotas;
import stratus.glance.app.Recovery;
import stratus.glance.app.RemoteGlance;
import stratus.glance.app.Staging;
import stratus.glance.app.Uploads;
import stratus.glance.app.WebAddresses;
import stratus.glance.store.CacheStore;
import stratus.glance.store.FileStore;
import stratus.glance.store.ImageStore;
import stratus.glance.store.MemberStore;
import stratus.glance.store.MetadefStore;
import stratus.glance.store.TaskStore;
import stratus.glance.store.UsageStore;
import stratus.glance.store.Web;
import stratus.oslo.base.NativePool;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.ChangeLog;
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
    private final ExecutorService sweeping = Executors.newVirtualThreadPerTaskExecutor();

    /** One that asks nobody but Keystone who is who. */
    public GlanceService(GlanceConfig config, Db db, Tokens tokens, InstantSource clock) {
        this(config, db, tokens, GlanceNeighbours.none(), clock);
    }

    public GlanceService(GlanceConfig config, Db db, Tokens tokens, GlanceNeighbours neighbours, InstantSource clock) {
        this.web = new Web(config.options().transfers());
        var imageStore = new ImageStore(db);
        try {
            var policy = Rules.policy(config.policyFile());
            var stores = StoreRoom.open(config, web);
            var staging = new Staging(new FileStore(config.images().resolve("staging")));
            var taskStore = new TaskStore(db);
            new Recovery(db, imageStore, taskStore, staging, stores).run(clock.instant());
            var leftovers = new Leftovers(imageStore, stores);
            var images = new Images(db, imageStore, leftovers, staging, new ChangeLog(db, clock), clock);
            var intake = new Intake(leftovers, hashing, config.options().formats());
            var cacheStore = new CacheStore(db);
            var cache = cache(config, cacheStore, clock);
            var downloads = new Downloads(stores, cache);
            var rules = config.options().imports().among(stores.writable().size());
            var addresses = new WebAddresses(config.options().web());
            var remote = new RemoteGlance(web, addresses, neighbours.regions(), rules);
            var limits = config.rules().limits();
            var quotas = new Quotas(
                    new UsageStore(db),
                    neighbours.limits(),
                    config.options().transfers().imageSize(),
                    limits);
            var fetching = new Fetching(images, staging, quotas, web, addresses, remote);
            var conversion = new Conversion(config.options().formats());
            var plugins = new ImportPlugins(images, staging, rules, conversion);
            var delivery = new Delivery(images, stores, intake, staging, downloads, quotas);
            var steps = new ImportSteps(images, fetching, plugins, delivery, staging, quotas);
            this.work = new ImageTasks(images, taskStore, clock);
            var imports = new Imports(images, staging, steps, work, quotas, taskStore);
            var locations = new Locations(stores, config.options().locations());
            var protection = new PropertyRules(config.rules().protection().among(policy.rules()));
            var fields = new ImageFields(config.options().formats(), protection);
            var routes = Routes.at(InfoApi.prefixes()).asNamed();
            if (cache == null) {
                CacheApi.none(routes);
            } else {
                images.onDelete(cache::delete);
                this.queue = new CacheQueue(imageStore, cacheStore, downloads, cache, clock);
                new CacheApi(images, cache, queue).routes(routes);
                queue.resume();
            }
            new ImportsApi(images, imports, rules.methods(), stores).routes(routes);
            new ImagesApi(
                            images,
                            fields,
                            new ImageViews(rules.methods(), stores, locations, protection),
                            locations,
                            quotas,
                            clock)
                    .routes(routes);
            var uploads = new Uploads(images, stores, intake, quotas);
            new FileApi(images, uploads, downloads, stores).routes(routes);
            new TasksApi(
                            new ImportTasks(taskStore, work, images, uploads, web, addresses),
                            fields,
                            clock,
                            stores.standard(),
                            limits)
                    .routes(routes);
            new LocationsApi(images, new LocationImports(images, locations, downloads, work)).routes(routes);
            new StoresApi(images, stores).routes(routes);
            new MembersApi(images, new Members(new MemberStore(db), clock, limits)).routes(routes);
            new InfoApi(rules.methods(), quotas, cache != null).routes(routes);
            new SchemasApi(config.options().formats()).routes(routes);
            var metadefs = new Metadefs(db, new MetadefStore(db), clock);
            new NamespacesApi(metadefs, clock, limits).routes(routes);
            new DefinitionsApi(metadefs).routes(routes);
            this.api = new Api(
                    "glance",
                    routes,
                    new GlanceErrors(Rules::said),
                    tokens,
                    policy,
                    Microversions.none(),
                    TimeFormat.SECONDS_Z,
                    config.authUri(),
                    Api.USUAL_BODY);
            sweeping.execute(leftovers::sweep);
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
        sweeping.close();
        web.close();
        hashing.close();
    }
}
