package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.EndpointFilters;
import stratus.keystone.domain.EndpointGroup;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/OS-EP-FILTER/endpoint_groups}. */
public final class EndpointGroupsApi {
    private static final List<String> FILTERS = List.of("service_id", "region_id", "interface");

    private final EndpointFilters filters;

    public EndpointGroupsApi(EndpointFilters filters) {
        this.filters = filters;
    }

    public void routes(Routes routes) {
        var all = "/OS-EP-FILTER/endpoint_groups";
        var one = all + "/{endpoint_group_id}";
        routes.get(all, "identity:list_endpoint_groups", this::list)
                .post(all, "identity:create_endpoint_group", this::create)
                .get(one, "identity:get_endpoint_group", this::show)
                .patch(one, "identity:update_endpoint_group", this::update)
                .delete(one, "identity:delete_endpoint_group", this::delete)
                .get(one + "/endpoints", "identity:list_endpoints_associated_with_endpoint_group", this::endpoints)
                .get(one + "/projects", "identity:list_projects_associated_with_endpoint_group", this::projects);
    }

    private Response list(Request r) {
        r.authorize();
        var found = filters.list().stream().map(g -> view(r, g)).toList();
        return Listing.of(r, "endpoint_groups", found, Set.of("name"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, "endpoint_group");
        var wanted = f.map("filters", Map.of());
        if (wanted.isEmpty()) {
            throw new Fault.Invalid("filters field is required and cannot be empty");
        }
        var group = new EndpointGroup(Ids.hex(), f.name("name"), f.text("description"), valid(wanted));
        filters.create(r.caller(), group);
        return Response.created(Map.of("endpoint_group", view(r, group)));
    }

    private static Map<String, Object> valid(Map<String, Object> filters) {
        if (!FILTERS.containsAll(filters.keySet())) {
            throw new Fault.Invalid("Expecting to find service_id or region_id or interface in endpoint_group. The"
                    + " server could not comply with the request since it is either malformed or otherwise incorrect."
                    + " The client is assumed to be in error.");
        }
        return filters;
    }

    private Response show(Request r) {
        return Response.ok(Map.of("endpoint_group", view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "endpoint_group");
        var after = new EndpointGroup(
                old.id(),
                f.name("name", old.name()),
                f.has("description") ? f.text("description") : old.description(),
                f.has("filters") ? valid(f.map("filters", Map.of())) : old.filters());
        filters.update(r.caller(), after);
        return Response.ok(Map.of("endpoint_group", view(r, after)));
    }

    private Response delete(Request r) {
        filters.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Response endpoints(Request r) {
        var found = filters.endpoints(allowed(r)).stream()
                .map(e -> View.endpoint(r, e))
                .toList();
        return Listing.of(r, "endpoints", found);
    }

    private Response projects(Request r) {
        var found = filters.projects(allowed(r)).stream()
                .map(p -> View.project(r, p))
                .toList();
        return Listing.of(r, "projects", found);
    }

    private EndpointGroup allowed(Request r) {
        r.authorize();
        return find(r, filters);
    }

    static EndpointGroup find(Request r, EndpointFilters filters) {
        var id = r.path("endpoint_group_id");
        return filters.find(id)
                .orElseThrow(() -> new Fault.NotFound("Could not find Endpoint Group: %s.".formatted(id)));
    }

    static Map<String, @Nullable Object> view(Request r, EndpointGroup g) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", g.id());
        view.put("name", g.name());
        view.put("description", g.description());
        view.put("filters", g.filters());
        view.put("links", Map.of("self", "%s/v3/OS-EP-FILTER/endpoint_groups/%s".formatted(r.baseUrl(), g.id())));
        return view;
    }
}
