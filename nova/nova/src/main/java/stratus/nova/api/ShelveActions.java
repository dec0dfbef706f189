package stratus.nova.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerShelving;
import stratus.nova.app.ServerShelving.Where;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import tools.jackson.databind.JsonNode;

/** The actions {@code shelve}, {@code shelveOffload} and {@code unshelve}. */
public final class ShelveActions {
    private static final Where ANYWHERE = new Where(false, null, null);

    private final ServerShelving shelving;

    public ShelveActions(ServerShelving shelving) {
        this.shelving = shelving;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of(
                "shelve",
                (r, s, _) -> shelve(r, s),
                "shelveOffload",
                (r, s, _) -> offload(r, s),
                "unshelve",
                this::unshelve);
    }

    private Response shelve(Request request, Server server) {
        ServerActionsApi.require(request, server, "os-shelve:shelve");
        shelving.shelve(request.caller(), server);
        return Response.accepted();
    }

    private Response offload(Request request, Server server) {
        ServerActionsApi.require(request, server, "os-shelve:shelve_offload");
        shelving.offload(request.caller(), server);
        return Response.accepted();
    }

    private Response unshelve(Request request, Server server, JsonNode argument) {
        ServerActionsApi.require(request, server, "os-shelve:unshelve");
        var where = where(request, argument);
        if (where.host() != null) {
            ServerActionsApi.require(request, server, "os-shelve:unshelve_to_host");
        }
        shelving.unshelve(request.caller(), server, where);
        return Response.accepted();
    }

    /** Until 2.76 whatever came was not looked at. */
    private static Where where(Request request, JsonNode argument) {
        var version = request.version();
        if (!version.atLeast(77) || argument.isNull()) {
            return ANYWHERE;
        }
        if (version.atLeast(91)) {
            ActionBody.only(argument, "unshelve", "availability_zone", "host");
        } else {
            ActionBody.only(argument, "unshelve", "availability_zone");
        }
        if (argument.isEmpty()) {
            throw new Fault.Invalid("unshelve", "{} does not have enough properties");
        }
        boolean zoned = argument.has("availability_zone");
        return new Where(zoned, zone(argument.path("availability_zone"), version.atLeast(91)), host(argument));
    }

    private static @Nullable String host(JsonNode argument) {
        return ActionBody.host(argument.path("host"));
    }

    private static @Nullable String zone(JsonNode given, boolean any) {
        if (given.isMissingNode() || given.isNull() && any) {
            return null;
        }
        if (!given.isString() || given.stringValue().isEmpty()) {
            throw new Fault.Invalid("availability_zone", "%s is not of type 'string'".formatted(given));
        }
        return given.stringValue();
    }
}
