package stratus.keystone.api;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.CatalogEntries;
import stratus.keystone.domain.Endpoint;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/endpoints}. */
public final class EndpointsApi {
    private static final Set<String> KNOWN =
            Set.of("id", "service_id", "region", "region_id", "interface", "url", "enabled", "links");

    private final CatalogEntries entries;

    public EndpointsApi(CatalogEntries entries) {
        this.entries = entries;
    }

    public void routes(Routes routes) {
        routes.get("/endpoints", "identity:list_endpoints", this::list)
                .post("/endpoints", "identity:create_endpoint", this::create)
                .get("/endpoints/{endpoint_id}", "identity:get_endpoint", this::show)
                .patch("/endpoints/{endpoint_id}", "identity:update_endpoint", this::update)
                .delete("/endpoints/{endpoint_id}", "identity:delete_endpoint", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var found = entries.endpoints().stream()
                .map(endpoint -> View.endpoint(r, endpoint))
                .toList();
        return Listing.of(r, "endpoints", found, Set.of("interface", "service_id", "region_id"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, "endpoint");
        provideRegion(r, f);
        var endpoint = new Endpoint(
                Ids.hex(),
                f.name("service_id"),
                region(f, null),
                face(f.name("interface")),
                f.name("url"),
                f.flag("enabled", true),
                f.extra(KNOWN, Map.of()));
        entries.save(r.caller(), Operation.CREATED, endpoint);
        return Response.created(Map.of("endpoint", View.endpoint(r, endpoint)));
    }

    /** {@code region} is what clients of the second version say. */
    private static @Nullable String region(Fields f, @Nullable String old) {
        if (f.has("region_id")) {
            return f.text("region_id");
        }
        return f.has("region") ? f.text("region") : old;
    }

    /** Whoever names a region the old way need not have made it. */
    private void provideRegion(Request r, Fields f) {
        var named = f.text("region");
        if (named != null && !f.has("region_id")) {
            entries.provide(r.caller(), named);
        }
    }

    private static String face(String said) {
        if (!Set.of("public", "internal", "admin").contains(said)) {
            throw new Fault.Invalid("interface", "'%s' is not one of ['admin', 'internal', 'public']".formatted(said));
        }
        return said;
    }

    private Response show(Request r) {
        return Response.ok(Map.of("endpoint", View.endpoint(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "endpoint");
        provideRegion(r, f);
        var after = new Endpoint(
                old.id(),
                f.name("service_id", old.serviceId()),
                region(f, old.regionId()),
                face(f.name("interface", old.face())),
                f.name("url", old.url()),
                f.flag("enabled", old.enabled()),
                f.extra(KNOWN, old.extra()));
        entries.save(r.caller(), Operation.UPDATED, after);
        return Response.ok(Map.of("endpoint", View.endpoint(r, after)));
    }

    private Response delete(Request r) {
        entries.deleteEndpoint(r.caller(), allowed(r));
        return Response.noContent();
    }

    /** One that is not there is said so before anybody is refused, as upstream does. */
    private Endpoint allowed(Request r) {
        var id = r.path("endpoint_id");
        var endpoint = entries.endpoint(id)
                .orElseThrow(() -> new Fault.NotFound("Could not find endpoint: %s.".formatted(id)));
        r.authorize();
        return endpoint;
    }
}
