package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import stratus.nova.app.GuestCommands;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;

/** Actions that say one word to a guest, or that upstream has in name only. */
public final class AdminActions {
    private final GuestCommands guests;

    public AdminActions(GuestCommands guests) {
        this.guests = guests;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of(
                "changePassword",
                (r, s, _) -> changePassword(r, s),
                "restore",
                (r, s, _) -> restore(r, s),
                "injectNetworkInfo",
                (r, s, _) -> injectNetworkInfo(r, s),
                "resetNetwork",
                (_, _, _) -> {
                    throw new Fault.Gone("This resource is no longer available. No forwarding address is given.");
                });
    }

    record Body(@JsonProperty("changePassword") Change change) {}

    record Change(@JsonProperty("adminPass") String adminPass) {}

    private Response changePassword(Request request, Server server) {
        ServerActionsApi.require(request, server, "os-admin-password");
        var wanted = request.body(Body.class).change();
        guests.password(request.caller(), server, new Secret(wanted.adminPass()));
        return Response.accepted();
    }

    /** Guests ask for their networks by themselves: as upstream's drivers, ours have nothing to put into them. */
    private Response injectNetworkInfo(Request request, Server server) {
        ServerActionsApi.require(request, server, "os-admin-actions:inject_network_info");
        guests.told(request.caller(), server, "injectNetworkInfo");
        return Response.accepted();
    }

    /** What is deleted here is gone at once: there is never anything to restore. */
    private static Response restore(Request request, Server server) {
        ServerActionsApi.require(request, server, "os-deferred-delete:restore");
        throw new Fault.Conflict("Cannot 'restore' instance %s while it is in vm_state %s"
                .formatted(server.id().text(), server.vmState().text()));
    }
}
