package stratus.glance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import stratus.glance.api.DefinitionsApi;
import stratus.glance.api.FileApi;
import stratus.glance.api.ImageFields;
import stratus.glance.api.ImagesApi;
import stratus.glance.api.ImportsApi;
import stratus.glance.api.InfoApi;
import stratus.glance.api.MembersApi;
import stratus.glance.api.NamespacesApi;
import stratus.glance.app.Images;
import stratus.glance.app.Imports;
import stratus.glance.app.Members;
import stratus.glance.app.Metadefs;
import stratus.glance.app.Uploads;
import stratus.glance.app.WebDownload;
import stratus.glance.store.FileStore;
import stratus.glance.store.ImageStore;
import stratus.glance.store.MemberStore;
import stratus.glance.store.MetadefStore;
import stratus.glance.store.TaskStore;
import stratus.oslo.base.NativePool;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;

/** The Image service, put together. Its database's name is {@code glance}. */
public final class GlanceService implements AutoCloseable {
    private static final Errors.Envelope ENVELOPE = (status, message, _, _) -> Map.of(
            "code", status + " " + Errors.title(status), "title", Errors.title(status), "message", Rules.said(message));

    private final Api api;
    private final Imports imports;
    private final NativePool hashing = new NativePool("glance-hash", 2);

    public GlanceService(GlanceConfig config, Db db, Tokens tokens, InstantSource clock) {
        var imageStore = new ImageStore(db);
        try {
            var store = new FileStore(config.images());
            var staging = new FileStore(config.images().resolve("staging"));
            Uploads.recover(imageStore, store);
            var images = new Images(db, imageStore, List.of(store, staging), new ChangeLog(db, clock), clock);
            var uploads = new Uploads(images, store, hashing, config.formats());
            this.imports = new Imports(images, uploads, staging, new TaskStore(db), WebDownload.usual(), clock);
            imports.recover();
            var routes = Routes.at("/v2");
            new ImportsApi(images, imports).routes(routes);
            new ImagesApi(images, new ImageFields(config.formats()), clock).routes(routes);
            new FileApi(images, uploads).routes(routes);
            new MembersApi(images, new Members(new MemberStore(db), clock)).routes(routes);
            new InfoApi(store.name()).routes(routes);
            var metadefs = new Metadefs(db, new MetadefStore(db), clock);
            new NamespacesApi(metadefs, clock).routes(routes);
            new DefinitionsApi(metadefs).routes(routes);
            this.api = new Api(
                    "glance",
                    routes,
                    ENVELOPE,
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

    public Api api() {
        return api;
    }

    @Override
    public void close() {
        imports.close();
        hashing.close();
    }
}
