package stratus.glance.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.glance.GlanceConfig;
import stratus.glance.app.Imports;
import stratus.glance.app.Quotas;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What Glance says of itself: versions, schemas, stores. */
public final class InfoApi {
    private static final List<String> VERSIONS = List.of(
            "2.16", "2.15", "2.14", "2.13", "2.12", "2.11", "2.10", "2.9", "2.8", "2.7", "2.6", "2.5", "2.4", "2.3",
            "2.2", "2.1", "2.0");

    private final Imports imports;
    private final Quotas quotas;

    public InfoApi(Imports imports, Quotas quotas) {
        this.imports = imports;
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
                Map.of("description", "Import methods available.", "type", "array", "value", imports.methods())));
    }

    private static Response versions(Request r, int status) {
        var all = new ArrayList<Object>();
        for (var version : VERSIONS) {
            all.add(Map.of(
                    "id",
                    "v" + version,
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
