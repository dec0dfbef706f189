package stratus.nova;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Api;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.RestClient;
import stratus.oslo.http.Routes;
import stratus.oslo.policy.Policy;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

/** Any service's collections: keeps what it is given, under an id, and gives it back. */
final class StrawRest implements AutoCloseable {
    private final Map<String, Map<String, Map<String, Object>>> kinds = new ConcurrentHashMap<>();
    private final TestApi api;

    StrawRest(Callers callers) {
        var routes = Routes.at("/v2.0", "/v3")
                .open("GET", "/{kind}", this::list)
                .open("POST", "/{kind}", this::create)
                .open("GET", "/{kind}/{id}", this::show)
                .open("PUT", "/{kind}/{id}", this::update)
                .open("DELETE", "/{kind}/{id}", this::delete);
        api = new TestApi(new Api(
                "straw",
                routes,
                Errors.NOVA,
                callers,
                Policy.load(Map.of(), null),
                Microversions.none(),
                TimeFormat.SECONDS_Z,
                "http://keystone",
                Api.USUAL_BODY));
    }

    UserApi user() {
        var client = RestClient.to("straw", api.url());
        return new UserApi("http://straw", _ -> client);
    }

    /** Keeps it; returns its id. */
    String put(String kind, Map<String, Object> fields) {
        var all = new LinkedHashMap<>(fields);
        var id = UUID.randomUUID().toString();
        all.put("id", id);
        of(kind).put(id, all);
        return id;
    }

    Map<String, Map<String, Object>> of(String kind) {
        return kinds.computeIfAbsent(kind, _ -> new ConcurrentSkipListMap<>());
    }

    private static String plural(Request request) {
        return request.path("kind").replace('-', '_');
    }

    private static String one(Request request) {
        var kind = plural(request);
        return kind.substring(0, kind.length() - 1);
    }

    private Response list(Request request) {
        var kind = plural(request);
        var wanted = request.query().get("floating_ip_address");
        var found = of(kind).values().stream()
                .filter(o -> wanted == null || wanted.equals(o.get("floating_ip_address")))
                .toList();
        return Response.ok(Map.of(kind, found));
    }

    private Response create(Request request) {
        var kind = plural(request);
        var id = put(kind, fields(request));
        return Response.created(Map.of(one(request), of(kind).get(id)));
    }

    private static Map<String, Object> fields(Request request) {
        var all = new LinkedHashMap<String, Object>();
        JsonNode body = request.json().path(one(request));
        body.forEachEntry(all::put);
        return all;
    }

    private Map<String, Object> find(Request request) {
        if (request.path("id").equals("detail")) {
            throw new IllegalArgumentException("a list");
        }
        var found = of(plural(request)).get(request.path("id"));
        if (found == null) {
            throw new Fault.NotFound("nothing");
        }
        return found;
    }

    private Response show(Request request) {
        return request.path("id").equals("detail") ? list(request) : Response.ok(Map.of(one(request), find(request)));
    }

    private Response update(Request request) {
        var found = find(request);
        found.putAll(fields(request));
        return Response.ok(Map.of(one(request), found));
    }

    private Response delete(Request request) {
        find(request);
        of(plural(request)).remove(request.path("id"));
        return Response.noContent();
    }

    @Override
    public void close() {
        api.close();
    }
}
