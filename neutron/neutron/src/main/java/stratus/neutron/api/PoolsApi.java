package stratus.neutron.api;

import java.util.List;
import java.util.Map;
import stratus.neutron.app.AutoTopologies;
import stratus.neutron.app.Resources;
import stratus.neutron.app.SubnetPools;
import stratus.neutron.app.Work;
import stratus.neutron.domain.Attribute;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Types;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** Prefixes of subnet pools, and the networks that are made of them without asking. */
public final class PoolsApi {
    private static final Attribute.Type PREFIXES = Types.list(Types.cidr());

    private final Resources resources;
    private final SubnetPools pools;
    private final AutoTopologies topologies;
    private final View view;

    public PoolsApi(Resources resources, SubnetPools pools, AutoTopologies topologies, View view) {
        this.resources = resources;
        this.pools = pools;
        this.topologies = topologies;
        this.view = view;
    }

    public void routes(Routes routes) {
        routes.put("/subnetpools/{id}/add_prefixes", "add_prefixes", r -> prefixes(r, pools::add))
                .put("/subnetpools/{id}/remove_prefixes", "remove_prefixes", r -> prefixes(r, pools::remove))
                .get("/auto-allocated-topology/{project}", "get_auto_allocated_topology", this::topology)
                .delete("/auto-allocated-topology/{project}", "delete_auto_allocated_topology", this::delete);
    }

    @FunctionalInterface
    private interface Change {
        List<String> apply(Work work, String pool, List<String> prefixes);
    }

    private Response prefixes(Request r, Change change) {
        var pool = view.find(r, Kinds.SUBNETPOOL, r.path("id"));
        r.authorize(view.target(r, Kinds.SUBNETPOOL, pool));
        var said = r.json().path("prefixes");
        if (said.isMissingNode()) {
            throw Refusals.badRequest("Unable to find 'prefixes' in request body");
        }
        var prefixes = PREFIXES.read("prefixes", said)
                .valueStream()
                .map(p -> p.stringValue())
                .toList();
        return Response.ok(Map.of("prefixes", resources.write(r.caller(), w -> change.apply(w, pool.id(), prefixes))));
    }

    private static String project(Request r) {
        var asked = r.path("project");
        return asked.equals("None") ? r.caller().projectId().value() : asked;
    }

    private Response topology(Request r) {
        var project = project(r);
        r.authorize(project);
        if (r.query().all("fields").contains("dry-run")) {
            resources.read(r.caller(), w -> {
                topologies.check(w);
                return true;
            });
            return answer("dry-run=pass", project);
        }
        return answer(resources.write(r.caller(), w -> topologies.networkOf(w, project)), project);
    }

    private static Response answer(String id, String project) {
        return Response.ok(
                Map.of("auto_allocated_topology", Map.of("id", id, "project_id", project, "tenant_id", project)));
    }

    private Response delete(Request r) {
        var project = project(r);
        r.authorize(project);
        resources.write(r.caller(), w -> {
            topologies.delete(w, project);
            return true;
        });
        return Response.noContent();
    }
}
