package stratus.glance.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.glance.GlanceConfig;
import stratus.glance.app.Quotas;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What Glance says of itself: versions, schemas, stores. */
public final class InfoApi {
    private static final List<Integer> OF_THE_CACHE = List.of(18, 16, 14);

    private final boolean cache;
    private final List<String> methods;
    private final Quotas quotas;

    /** @param cache whether there is one: some versions are about it alone */
    public InfoApi(List<String> methods, Quotas quotas, boolean cache) {
        this.cache = cache;
        this.methods = List.copyOf(methods);
        this.quotas = quotas;
    }

    public void routes(Routes routes) {
        routes.token("GET", "/info/import", _ -> imports())
                .token("GET", "/info/usage", r -> Response.ok(Map.of("usage", quotas.of(r.caller()))));
        for (var schema : List.of(
                "image",
                "task",
                "tasks",
                "images",
                "member",
                "members",
                "metadefs/namespace",
                "metadefs/namespaces",
                "metadefs/object",
                "metadefs/objects",
                "metadefs/property",
                "metadefs/properties",
                "metadefs/resource_type",
                "metadefs/resource_types",
                "metadefs/tag",
                "metadefs/tags")) {
            var text = schema(schema);
            routes.token("GET", "/schemas/" + schema, _ -> Response.text(200, "application/json", text));
        }
        routes.under("").open("GET", "", r -> versions(r, 300)).open("GET", "/versions", r -> versions(r, 200));
    }

    private Response imports() {
        return Response.ok(Map.of(
                "import-methods",
                Map.of("description", "Import methods available.", "type", "array", "value", methods)));
    }

    private Response versions(Request r, int status) {
        var all = new ArrayList<Object>();
        for (int version = 18; version >= 0; version--) {
            if (!cache && OF_THE_CACHE.contains(version)) {
                continue;
            }
            all.add(Map.of(
                    "id",
                    "v2." + version,
                    "status",
                    all.isEmpty() ? "CURRENT" : "SUPPORTED",
                    "links",
                    List.of(Map.of("rel", "self", "href", r.baseUrl() + "/v2/"))));
        }
        return Response.of(status, Map.of("versions", all));
    }

    private static String schema(String name) {
        try (var in = GlanceConfig.class.getResourceAsStream("schemas/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no schema " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
