package stratus.nova.api;

import java.util.Map;
import stratus.nova.app.Servers;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/os-server-password}: what a guest has told of its password. None of ours can tell any. */
public final class ServerPasswordApi {
    private static final String PATH = "/servers/{server_id}/os-server-password";

    private final Servers servers;

    public ServerPasswordApi(Servers servers) {
        this.servers = servers;
    }

    public void routes(Routes routes) {
        routes.get(PATH, "os_compute_api:os-server-password:show", this::show)
                .delete(PATH, "os_compute_api:os-server-password:clear", this::clear);
    }

    private Response show(Request request) {
        ServersApi.find(request, servers);
        return Response.ok(Map.of("password", ""));
    }

    private Response clear(Request request) {
        ServersApi.find(request, servers);
        return Response.noContent();
    }
}
