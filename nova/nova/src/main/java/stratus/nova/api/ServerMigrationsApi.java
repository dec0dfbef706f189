package stratus.nova.api;

import java.util.List;
import java.util.Map;
import stratus.nova.app.Migrations;
import stratus.nova.app.Servers;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/migrations}: live migrations under way, of which there are none. */
public final class ServerMigrationsApi {
    private static final String RULE = "os_compute_api:servers:migrations:";
    private static final String ALL = "/servers/{server_id}/migrations";

    private final Servers servers;
    private final Migrations migrations;

    public ServerMigrationsApi(Servers servers, Migrations migrations) {
        this.servers = servers;
        this.migrations = migrations;
    }

    public void routes(Routes routes) {
        routes.get(ALL, RULE + "index", this::list)
                .get(ALL + "/{id}", RULE + "show", this::show)
                .delete(ALL + "/{id}", RULE + "delete", this::abort)
                .post(ALL + "/{id}/action", RULE + "force_complete", this::act);
    }

    private Server server(Request request, int since, String rule) {
        Values.since(request, since);
        var server = ServersApi.find(request, servers);
        ServerActionsApi.require(request, server, "servers:migrations:" + rule);
        return server;
    }

    private Response list(Request request) {
        server(request, 23, "index");
        return Response.ok(Map.of("migrations", List.of()));
    }

    private Response show(Request request) {
        var server = server(request, 23, "show");
        var id = request.path("id");
        var found = id.matches("[0-9]{1,18}") ? migrations.find(server, Long.parseLong(id)) : null;
        if (found == null || found.isEmpty()) {
            throw new Fault.NotFound("In-progress live migration %s is not found for server %s."
                    .formatted(id, server.id().text()));
        }
        boolean live = found.get().type().equals(Migration.LIVE);
        throw new Fault.NotFound((live
                        ? "Live migration %s for server %s is not in progress."
                        : "Migration %s for server %s is not live-migration.")
                .formatted(id, server.id().text()));
    }

    private Response act(Request request) {
        var server = server(request, 22, "force_complete");
        var body = request.json();
        if (body.size() != 1 || !body.path("force_complete").isNull()) {
            throw new Fault.Invalid("There is no such action: %s".formatted(body));
        }
        throw idle(server, "force_complete", server.vmState() == VmState.ACTIVE);
    }

    private Response abort(Request request) {
        throw idle(server(request, 24, "delete"), "abort live migration", true);
    }

    /** Nothing of ours is ever being migrated. */
    private static Fault idle(Server server, String what, boolean fit) {
        var task = server.taskState();
        var state = fit
                ? "task_state " + (task == null ? "None" : task.text())
                : "vm_state " + server.vmState().text();
        return new Fault.Conflict("Cannot '%s' instance %s while it is in %s"
                .formatted(what, server.id().text(), state));
    }
}
