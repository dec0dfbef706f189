package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /volumes/{id}/metadata}, and the same of snapshots: the dictionary as a whole and by key. */
public final class MetadataApi {
    private final String path;
    private final String rule;
    private final Owner owner;

    /** Who has metadata; each method checks the route's rule. */
    interface Owner {
        Map<String, String> read(Request r);

        /** In one transaction; returns what there is from now on. */
        Map<String, String> change(Request r, UnaryOperator<Map<String, String>> change);

        /** For messages: {@code Volume 123}. */
        String name(Request r);
    }

    /** {@code path} is the resource's, {@code rule} its rules with {@code %s} for the verb. */
    MetadataApi(String path, String rule, Owner owner) {
        this.path = path + "/metadata";
        this.rule = rule;
        this.owner = owner;
    }

    void routes(Routes routes, String create) {
        routes.get(path, rule.formatted("get"), r -> Response.ok(Map.of("metadata", owner.read(r))))
                .post(path, rule.formatted(create), this::merge)
                .put(path, rule.formatted("update"), this::replace)
                .get(path + "/{key}", rule.formatted("get"), this::show)
                .put(path + "/{key}", rule.formatted("update"), this::set)
                .delete(path + "/{key}", rule.formatted("delete"), this::remove);
    }

    private Response merge(Request r) {
        owner.read(r);
        var given = Bodies.onlyTexts(r, "metadata");
        return Response.ok(Map.of("metadata", owner.change(r, there -> with(there, given))));
    }

    private static Map<String, String> with(Map<String, String> there, Map<String, String> more) {
        var all = new LinkedHashMap<>(there);
        all.putAll(more);
        return all;
    }

    private Response replace(Request r) {
        owner.read(r);
        var given = Bodies.onlyTexts(r, "metadata");
        return Response.ok(Map.of("metadata", owner.change(r, _ -> given)));
    }

    private Response show(Request r) {
        var key = r.path("key");
        var value = owner.read(r).get(key);
        if (value == null) {
            throw missing(r, key);
        }
        return Response.ok(Map.of("meta", Map.of(key, value)));
    }

    private Response set(Request r) {
        owner.read(r);
        var given = Bodies.onlyTexts(r, "meta");
        if (!given.containsKey(r.path("key"))) {
            throw new Fault.Invalid("Request body and URI mismatch");
        }
        if (given.size() > 1) {
            throw new Fault.Invalid("Request body contains too many items");
        }
        owner.change(r, there -> with(there, given));
        return Response.ok(Map.of("meta", given));
    }

    private Response remove(Request r) {
        owner.read(r);
        owner.change(r, there -> {
            var all = new LinkedHashMap<>(there);
            if (all.remove(r.path("key")) == null) {
                throw missing(r, r.path("key"));
            }
            return all;
        });
        return Response.of(200, null);
    }

    private Fault missing(Request r, String key) {
        return new Fault.NotFound("%s has no metadata with key %s.".formatted(owner.name(r), key));
    }
}
