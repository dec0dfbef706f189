package stratus.nova.api;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import stratus.nova.app.ServerEdits;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code POST /servers/{id}/action}: one of many, named by the body's only key, each with a rule of its own. */
public final class ServerActionsApi {
    /** What upstream's servers can do and ours cannot yet. */
    private static final Set<String> OTHERS = Set.of("addFixedIp", "removeFixedIp", "trigger_crash_dump");

    private final Servers servers;
    private final ServerEdits edits;
    private final Function<HostName, ComputeRpc> compute;
    private final Map<String, Action> more;

    /** One action of those that other resources bring. */
    @FunctionalInterface
    public interface Action {
        Response on(Request request, Server server, JsonNode argument);
    }

    /** {@code more} are the actions of other resources, by name. */
    public ServerActionsApi(
            Servers servers, ServerEdits edits, Function<HostName, ComputeRpc> compute, Map<String, Action> more) {
        this.more = more;
        this.servers = servers;
        this.edits = edits;
        this.compute = compute;
    }

    public Routes routes(Routes routes) {
        return routes.post("/servers/{server_id}/action", "os_compute_api:servers:show", this::act);
    }

    private Response act(Request request) {
        var server = ServersApi.find(request, servers);
        var body = request.json();
        if (body.size() != 1) {
            throw new Fault.Invalid("There is no such action: %s".formatted(body));
        }
        var name = body.propertyNames().iterator().next();
        var other = more.get(name);
        if (other != null) {
            return other.on(request, server, body.path(name));
        }
        return switch (name) {
            case "os-start" -> power(request, server, "servers:start", ServerAction.START, ComputeRpc.Power.ON);
            case "os-stop" -> power(request, server, "servers:stop", ServerAction.STOP, ComputeRpc.Power.OFF);
            case "pause" -> power(request, server, "os-pause-server:pause", ServerAction.PAUSE, ComputeRpc.Power.PAUSE);
            case "unpause" ->
                power(request, server, "os-pause-server:unpause", ServerAction.UNPAUSE, ComputeRpc.Power.UNPAUSE);
            case "suspend" ->
                power(request, server, "os-suspend-server:suspend", ServerAction.SUSPEND, ComputeRpc.Power.SUSPEND);
            case "resume" ->
                power(request, server, "os-suspend-server:resume", ServerAction.RESUME, ComputeRpc.Power.RESUME);
            case "reboot" -> reboot(request, server, body.path(name));
            case "lock" -> lock(request, server, body.path(name));
            case "unlock" -> unlock(request, server);
            case "os-getConsoleOutput" -> console(request, server, body.path(name));
            case "os-resetState" -> reset(request, server, body.path(name));
            case "forceDelete" -> forceDelete(request, server);
            default -> throw unknown(name);
        };
    }

    private static Fault unknown(String name) {
        return OTHERS.contains(name)
                ? new Fault.NotImplemented("The action %s is not supported yet.".formatted(name))
                : new Fault.Invalid("There is no such action: %s".formatted(name));
    }

    private Response power(Request request, Server server, String rule, ServerAction action, ComputeRpc.Power power) {
        require(request, server, rule);
        servers.power(request.caller(), server, action, power);
        return Response.accepted();
    }

    private Response reboot(Request request, Server server, JsonNode how) {
        return switch (how.path("type").asString("")) {
            case "SOFT", "Soft", "soft" ->
                power(request, server, "servers:reboot", ServerAction.REBOOT_SOFT, ComputeRpc.Power.REBOOT_SOFT);
            case "HARD", "Hard", "hard" ->
                power(request, server, "servers:reboot", ServerAction.REBOOT_HARD, ComputeRpc.Power.REBOOT_HARD);
            case "" -> throw new Fault.Invalid("reboot", "'type' is a required property");
            default ->
                throw new Fault.Invalid(
                        "type",
                        "'%s' is not one of ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft']"
                                .formatted(how.path("type").asString("")));
        };
    }

    private Response lock(Request request, Server server, JsonNode body) {
        require(request, server, "os-lock-server:lock");
        var given = body.path("locked_reason");
        if (!given.isMissingNode() && (!given.isString() || given.stringValue().isEmpty())) {
            throw new Fault.Invalid("locked_reason", "%s is not of type 'string'".formatted(given));
        }
        var reason = given.isMissingNode() ? null : given.stringValue();
        if (reason != null && !request.version().atLeast(73)) {
            throw new Fault.Invalid("lock", "Additional properties are not allowed ('locked_reason' was unexpected)");
        }
        boolean owner = server.projectId().equals(request.caller().projectId());
        edits.lock(request.caller(), server, owner ? "owner" : "admin", reason);
        return Response.accepted();
    }

    private Response unlock(Request request, Server server) {
        require(request, server, "os-lock-server:unlock");
        if ("admin".equals(server.lockedBy())) {
            require(request, server, "os-lock-server:unlock:unlock_override");
        }
        edits.unlock(request.caller(), server);
        return Response.accepted();
    }

    private Response console(Request request, Server server, JsonNode body) {
        require(request, server, "os-console-output");
        var host = server.needHost();
        ActionBody.only(body, "os-getConsoleOutput", "length");
        var lines = ConsoleTail.length(body.path("length"));
        var log = compute.apply(host).consoleLog(new ComputeRpc.GetConsoleLog(request.caller(), server.id(), lines));
        return Response.ok(Map.of("output", ConsoleTail.of(log.text(), lines)));
    }

    private Response reset(Request request, Server server, JsonNode body) {
        require(request, server, "os-admin-actions:reset_state");
        var state = body.path("state").asString("");
        if (!state.equals("active") && !state.equals("error")) {
            throw new Fault.Invalid("state", "'%s' is not one of ['active', 'error']".formatted(state));
        }
        servers.reset(request.caller(), server, state.equals("active") ? VmState.ACTIVE : VmState.ERROR);
        return Response.accepted();
    }

    private Response forceDelete(Request request, Server server) {
        require(request, server, "os-deferred-delete:force");
        servers.delete(request.caller(), server);
        return Response.accepted();
    }

    static void require(Request request, Server server, String rule) {
        request.require(
                "os_compute_api:" + rule,
                Map.of("project_id", server.projectId().text()));
    }
}
