package stratus.keystone.api;

import java.util.Map;
import java.util.Set;
import stratus.keystone.app.CatalogEntries;
import stratus.keystone.domain.Region;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/regions}. */
public final class RegionsApi {
    private static final Set<String> KNOWN = Set.of("id", "description", "parent_region_id", "links");

    private final CatalogEntries entries;

    public RegionsApi(CatalogEntries entries) {
        this.entries = entries;
    }

    public void routes(Routes routes) {
        routes.get("/regions", "identity:list_regions", this::list)
                .post("/regions", "identity:create_region", r -> create(r, ""))
                .put("/regions/{region_id}", "identity:create_region", r -> create(r, r.path("region_id")))
                .get("/regions/{region_id}", "identity:get_region", this::show)
                .patch("/regions/{region_id}", "identity:update_region", this::update)
                .delete("/regions/{region_id}", "identity:delete_region", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var found =
                entries.regions().stream().map(region -> View.region(r, region)).toList();
        return Listing.of(r, "regions", found, Set.of("parent_region_id"));
    }

    /** {@code named} by the path, or else by the body or by nobody. */
    private Response create(Request r, String named) {
        r.authorize();
        var f = Fields.of(r, "region");
        var id = f.text("id", named);
        if (!named.isEmpty() && !id.equals(named)) {
            throw new Fault.Invalid("Conflicting region IDs specified: \"%s\" != \"%s\"".formatted(named, id));
        }
        var region = new Region(
                id.isEmpty() ? Ids.hex() : id,
                f.text("description", ""),
                f.text("parent_region_id"),
                f.extra(KNOWN, Map.of()));
        entries.save(r.caller(), Operation.CREATED, region);
        return Response.created(Map.of("region", View.region(r, region)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("region", View.region(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "region");
        var after = new Region(
                old.id(),
                f.text("description", old.description()),
                f.has("parent_region_id") ? f.text("parent_region_id") : old.parentRegionId(),
                f.extra(KNOWN, old.extra()));
        entries.save(r.caller(), Operation.UPDATED, after);
        return Response.ok(Map.of("region", View.region(r, after)));
    }

    private Response delete(Request r) {
        entries.deleteRegion(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Region allowed(Request r) {
        r.authorize();
        var id = r.path("region_id");
        return entries.region(id).orElseThrow(() -> new Fault.NotFound("Could not find region: %s.".formatted(id)));
    }
}
