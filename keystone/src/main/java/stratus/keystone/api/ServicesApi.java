package stratus.keystone.api;

import java.util.Map;
import java.util.Set;
import stratus.keystone.app.CatalogEntries;
import stratus.keystone.domain.Service;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/services}. */
public final class ServicesApi {
    private static final Set<String> KNOWN = Set.of("id", "type", "name", "description", "enabled", "links");

    private final CatalogEntries entries;

    public ServicesApi(CatalogEntries entries) {
        this.entries = entries;
    }

    public void routes(Routes routes) {
        routes.get("/services", "identity:list_services", this::list)
                .post("/services", "identity:create_service", this::create)
                .get("/services/{service_id}", "identity:get_service", this::show)
                .patch("/services/{service_id}", "identity:update_service", this::update)
                .delete("/services/{service_id}", "identity:delete_service", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var found = entries.services().stream()
                .map(service -> View.service(r, service))
                .toList();
        return Listing.of(r, "services", found, Set.of("type", "name"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, "service");
        var service = new Service(
                Ids.hex(),
                f.name("type"),
                f.text("name", ""),
                f.text("description"),
                f.flag("enabled", true),
                f.extra(KNOWN, Map.of()));
        entries.save(r.caller(), Operation.CREATED, service);
        return Response.created(Map.of("service", View.service(r, service)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("service", View.service(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "service");
        var after = new Service(
                old.id(),
                f.name("type", old.type()),
                f.text("name", old.name()),
                f.has("description") ? f.text("description") : old.description(),
                f.flag("enabled", old.enabled()),
                f.extra(KNOWN, old.extra()));
        entries.save(r.caller(), Operation.UPDATED, after);
        return Response.ok(Map.of("service", View.service(r, after)));
    }

    private Response delete(Request r) {
        entries.deleteService(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Service allowed(Request r) {
        r.authorize();
        var id = r.path("service_id");
        return entries.service(id).orElseThrow(() -> new Fault.NotFound("Could not find service: %s.".formatted(id)));
    }
}
