package stratus.cinder.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /clusters}, since 3.7: there are none, as each backend is served by one agent. */
public final class ClustersApi {
    private static final Set<String> FILTERS =
            Set.of("name", "binary", "is_up", "disabled", "num_hosts", "num_down_hosts");
    private static final Set<String> NEWER = Set.of("replication_status", "frozen", "active_backend_id");

    public void routes(Routes routes) {
        routes.get("/clusters", "clusters:get_all", ClustersApi::list)
                .get("/clusters/detail", "clusters:get_all", ClustersApi::list)
                .get("/clusters/{cluster_name}", "clusters:get", ClustersApi::show)
                .put("/clusters/{action}", "clusters:update", ClustersApi::update);
    }

    private static Response list(Request r) {
        r.authorize();
        Ask.since(r, 7);
        boolean newer = r.version().atLeast(26);
        for (var name : r.query().names()) {
            if (!FILTERS.contains(name) && !(newer && NEWER.contains(name))) {
                throw new Fault.Invalid("Invalid input received: Invalid filter keys: " + name);
            }
        }
        return Response.ok(Map.of("clusters", List.of()));
    }

    private static Response show(Request r) {
        r.authorize();
        Ask.since(r, 7);
        throw missing(r.path("cluster_name"));
    }

    private static Fault missing(String name) {
        return new Fault.NotFound("Cluster %s could not be found.".formatted(name));
    }

    private static Response update(Request r) {
        r.authorize();
        Ask.since(r, 7);
        if (!Set.of("enable", "disable").contains(r.path("action"))) {
            throw new Fault.NotFound("Unknown action");
        }
        throw missing(Bodies.needed(r.json(), "name"));
    }
}
