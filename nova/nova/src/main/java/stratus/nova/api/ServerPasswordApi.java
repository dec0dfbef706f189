package stratus.nova.api;

import java.util.Map;
import stratus.nova.app.GuestPasswords;
import stratus.nova.app.Servers;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/os-server-password}: what the guest left there by way of its metadata. */
public final class ServerPasswordApi {
    private static final String RULE = "os_compute_api:os-server-password:";

    private final Servers servers;
    private final GuestPasswords passwords;

    public ServerPasswordApi(Servers servers, GuestPasswords passwords) {
        this.servers = servers;
        this.passwords = passwords;
    }

    public void routes(Routes routes) {
        var path = "/servers/{server_id}/os-server-password";
        routes.get(path, RULE + "show", this::show).delete(path, RULE + "clear", this::clear);
    }

    private Response show(Request request) {
        var server = ServersApi.find(request, servers);
        return Response.ok(Map.of("password", passwords.of(server.id())));
    }

    private Response clear(Request request) {
        var server = ServersApi.find(request, servers);
        passwords.clear(server.id());
        return Response.noContent();
    }
}
