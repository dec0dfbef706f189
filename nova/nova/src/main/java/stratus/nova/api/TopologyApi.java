package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Servers;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/topology}, since 2.78: NUMA nodes, of which our guests are given none to choose from. */
public final class TopologyApi {
    private final Servers servers;

    public TopologyApi(Servers servers) {
        this.servers = servers;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/topology", "compute:server:topology:index", this::show);
    }

    private Response show(Request request) {
        ServersApi.find(request, servers);
        Values.since(request, 78);
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("nodes", List.of());
        body.put("pagesize_kb", null);
        return Response.ok(body);
    }
}
