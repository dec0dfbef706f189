package stratus.glance.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stratus.glance.app.Quotas;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** What Glance says of itself: versions, ways to import, what is used. */
public final class InfoApi {
    private static final List<Integer> OF_THE_CACHE = List.of(18, 16, 14);
    private static final int NEWEST = 18;

    private final boolean cache;
    private final List<String> methods;
    private final Quotas quotas;

    /** @param cache whether there is one: some versions are about it alone */
    public InfoApi(List<String> methods, Quotas quotas, boolean cache) {
        this.cache = cache;
        this.methods = List.copyOf(methods);
        this.quotas = quotas;
    }

    /** What paths begin with: each version has its own, and all are the same. */
    public static String[] prefixes() {
        return Stream.concat(Stream.of("/v2"), IntStream.rangeClosed(0, NEWEST).mapToObj(minor -> "/v2." + minor))
                .toArray(String[]::new);
    }

    public void routes(Routes routes) {
        routes.token("GET", "/info/import", _ -> imports())
                .token("GET", "/info/usage", r -> Response.ok(Map.of("usage", quotas.of(r.caller()))));
        var all = routes.under("")
                .open("GET", "/healthcheck", _ -> Response.text(200, "text/plain; charset=UTF-8", "OK"));
        for (var method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
            routes.under(prefixes()).token(method, "", _ -> {
                throw new Fault.NotFound("The resource could not be found.");
            });
            all.open(method, "", r -> versions(r, 300))
                    .open(method, "/{version}", r -> versions(r, 300))
                    .open(method, "/versions", r -> versions(r, 200));
        }
    }

    private Response imports() {
        return Response.ok(Map.of(
                "import-methods",
                Map.of("description", "Import methods available.", "type", "array", "value", methods)));
    }

    private Response versions(Request r, int status) {
        var all = new ArrayList<Object>();
        for (int version = NEWEST; version >= 0; version--) {
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
}
