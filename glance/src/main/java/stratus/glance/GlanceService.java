package stratus.glance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import stratus.glance.api.CacheApi;
import stratus.glance.api.DefinitionsApi;
import stratus.glance.api.FileApi;
import stratus.glance.api.GlanceErrors;
import stratus.glance.api.ImageDeletionApi;
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
import stratus.glance.api.StageHosts;
import stratus.glance.api.StoresApi;
import stratus.glance.api.TasksApi;
import stratus.glance.app.LocationImports;
import stratus.glance.app.Locations;
import stratus.glance.store.Web;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;

/** The Image service, put together. Its database's name is {@code glance}. */
public final class GlanceService implements AutoCloseable {
    private final Web web;
    private final Storage storage;
    private final Transfers transfers;
    private final ImportWork importing;
    private final Api api;
    private final GlanceErrors errors = new GlanceErrors(Rules::said);

    /** One that asks nobody but Keystone who is who. */
    public GlanceService(GlanceConfig config, Db db, Tokens tokens, InstantSource clock) {
        this(config, db, tokens, GlanceNeighbours.none(), clock);
    }

    public GlanceService(GlanceConfig config, Db db, Tokens tokens, GlanceNeighbours neighbours, InstantSource clock) {
        var policy = Rules.policy(config.policyFile());
        this.web = new Web(config.options().transfers());
        try {
            this.storage = new Storage(config, db, web, clock);
            storage.start();
            this.transfers = new Transfers(config, db, storage, neighbours, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.importing = new ImportWork(config, storage, transfers, web, neighbours, clock);
        var routes =
                Routes.at(InfoApi.prefixes()).withoutSlashes().withoutHeads().withCallersFirst();
        images(routes, config, new PropertyRules(config.rules().protection().among(policy.rules())), clock);
        bits(routes);
        metadefs(routes, config, clock);
        new MembersApi(storage.images, storage.registry.members()).routes(routes);
        this.api = new Api(
                "glance",
                routes,
                errors,
                tokens,
                policy,
                Microversions.none(),
                TimeFormat.SECONDS_Z,
                config.authUri(),
                Api.USUAL_BODY);
    }

    private void images(Routes routes, GlanceConfig config, PropertyRules protection, InstantSource clock) {
        var methods = importing.rules.methods();
        var formats = config.options().formats();
        var stores = storage.stores;
        var fields = new ImageFields(formats, protection);
        var locations = new Locations(stores, config.options().locations());
        var views = new ImageViews(methods, stores, locations, protection);
        new ImagesApi(storage.images, fields, views, locations, transfers.quotas, clock).routes(routes);
        new LocationsApi(
                        storage.images,
                        new LocationImports(storage.images, locations, transfers.downloads, importing.work))
                .routes(routes);
        new TasksApi(
                        importing.tasks,
                        fields,
                        clock,
                        stores.standard(),
                        config.rules().limits())
                .routes(routes);
        new SchemasApi(formats).routes(routes);
        new InfoApi(methods, transfers.quotas, transfers.cache != null).routes(routes);
    }

    private void bits(Routes routes) {
        var images = storage.images;
        var stores = storage.stores;
        new FileApi(images, transfers.uploads, transfers.downloads, stores).routes(routes);
        var hosts = new StageHosts(storage.staging, errors);
        new ImportsApi(images, transfers.staged, importing.imports, hosts, importing.rules.methods(), stores)
                .routes(routes);
        new ImageDeletionApi(images, hosts).routes(routes);
        new StoresApi(images, stores).routes(routes);
        var cache = transfers.cache;
        var queue = transfers.queue;
        if (cache == null || queue == null) {
            CacheApi.none(routes);
        } else {
            images.onDelete(cache::delete);
            new CacheApi(images, cache, queue).routes(routes);
            queue.resume();
        }
    }

    private void metadefs(Routes routes, GlanceConfig config, InstantSource clock) {
        var metadefs = storage.registry.metadefs();
        new NamespacesApi(metadefs, clock, config.rules().limits()).routes(routes);
        new DefinitionsApi(metadefs).routes(routes);
    }

    public Api api() {
        return api;
    }

    @Override
    public void close() {
        importing.close();
        transfers.close();
        web.close();
        try {
            storage.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
