package stratus.keystone.api;

import java.util.Map;
import stratus.keystone.app.CatalogEntries;
import stratus.keystone.app.Directory;
import stratus.keystone.app.EndpointFilters;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Project;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/OS-EP-FILTER}: which endpoints and endpoint groups a project has. */
public final class EndpointFiltersApi {
    private final EndpointFilters filters;
    private final CatalogEntries entries;
    private final Directory directory;

    public EndpointFiltersApi(EndpointFilters filters, CatalogEntries entries, Directory directory) {
        this.filters = filters;
        this.entries = entries;
        this.directory = directory;
    }

    public void routes(Routes routes) {
        var project = "/OS-EP-FILTER/projects/{project_id}";
        var endpoint = project + "/endpoints/{endpoint_id}";
        routes.get(
                        "/OS-EP-FILTER/endpoints/{endpoint_id}/projects",
                        "identity:list_projects_for_endpoint",
                        this::projects)
                .get(project + "/endpoints", "identity:list_endpoints_for_project", this::endpoints)
                .get(endpoint, "identity:check_endpoint_in_project", this::check)
                .put(endpoint, "identity:add_endpoint_to_project", this::add)
                .delete(endpoint, "identity:remove_endpoint_from_project", this::remove)
                .get(project + "/endpoint_groups", "identity:list_endpoint_groups_for_project", this::groups);
        var group = "/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}";
        routes.get(group, "identity:get_endpoint_group_in_project", this::showGroup)
                .put(group, "identity:add_endpoint_group_to_project", this::addGroup)
                .delete(group, "identity:remove_endpoint_group_from_project", this::removeGroup);
    }

    private Response projects(Request r) {
        r.authorize();
        var found = filters.projects(endpoint(r)).stream()
                .map(p -> View.project(r, p))
                .toList();
        return Listing.of(r, "projects", found);
    }

    private Response endpoints(Request r) {
        r.authorize();
        var found = filters.endpoints(project(r)).stream()
                .map(e -> View.endpoint(r, e))
                .toList();
        return Listing.of(r, "endpoints", found);
    }

    private Response check(Request r) {
        r.authorize();
        if (!filters.has(project(r), endpoint(r))) {
            throw new Fault.NotFound(
                    "Endpoint %s not found in project %s.".formatted(r.path("endpoint_id"), r.path("project_id")));
        }
        return Response.noContent();
    }

    private Response add(Request r) {
        r.authorize();
        filters.add(r.caller(), project(r), endpoint(r));
        return Response.noContent();
    }

    private Response remove(Request r) {
        r.authorize();
        filters.remove(r.caller(), project(r), endpoint(r));
        return Response.noContent();
    }

    private Response groups(Request r) {
        r.authorize();
        var found = filters.groups(project(r)).stream()
                .map(g -> EndpointGroupsApi.view(r, g))
                .toList();
        return Listing.of(r, "endpoint_groups", found);
    }

    private Response showGroup(Request r) {
        r.authorize();
        var project = project(r);
        var group = EndpointGroupsApi.find(r, filters);
        if (!filters.has(project, group)) {
            throw new Fault.NotFound("Endpoint Group Project Association not found");
        }
        var self = "/OS-EP-FILTER/endpoint_groups/%s/projects/%s".formatted(group.id(), project.id());
        return Response.ok(Map.of(
                "project_endpoint_group",
                Map.of(
                        "endpoint_group_id",
                        group.id(),
                        "project_id",
                        project.id(),
                        "links",
                        Map.of("self", r.baseUrl() + "/v3" + self))));
    }

    private Response addGroup(Request r) {
        r.authorize();
        filters.add(r.caller(), project(r), EndpointGroupsApi.find(r, filters));
        return Response.noContent();
    }

    private Response removeGroup(Request r) {
        r.authorize();
        filters.remove(r.caller(), project(r), EndpointGroupsApi.find(r, filters));
        return Response.noContent();
    }

    private Project project(Request r) {
        var id = r.path("project_id");
        return directory.project(id).orElseThrow(() -> new Fault.NotFound("Could not find project: %s.".formatted(id)));
    }

    private Endpoint endpoint(Request r) {
        var id = r.path("endpoint_id");
        return entries.endpoint(id).orElseThrow(() -> new Fault.NotFound("Could not find endpoint: %s.".formatted(id)));
    }
}
