package stratus.nova.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Resizes;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import tools.jackson.databind.JsonNode;

/** The actions that change a server's size and place, and confirm or take back such a change. */
public final class ResizeActions {
    private final Resizes resizes;

    public ResizeActions(Resizes resizes) {
        this.resizes = resizes;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of(
                "resize", this::resize,
                "confirmResize", this::confirm,
                "revertResize", this::revert,
                "migrate", this::migrate);
    }

    private Response resize(Request request, Server server, JsonNode body) {
        ServerActionsApi.require(request, server, "servers:resize");
        ActionBody.only(body, "resize", "flavorRef", "OS-DCF:diskConfig");
        resizes.resize(request.caller(), server, flavor(body.path("flavorRef")), diskConfig(body));
        return Response.accepted();
    }

    private static String flavor(JsonNode given) {
        if (given.isMissingNode()) {
            throw new Fault.Invalid("resize", "'flavorRef' is a required property");
        }
        if (!given.isString() && !given.isIntegralNumber() || given.asString().isEmpty()) {
            throw new Fault.Invalid("flavorRef", "%s is not of type 'string', 'integer'".formatted(given));
        }
        return given.asString();
    }

    private static @Nullable String diskConfig(JsonNode body) {
        var given = body.path("OS-DCF:diskConfig");
        if (given.isMissingNode()) {
            return null;
        }
        var value = given.asString("");
        Values.diskConfig(value);
        return value;
    }

    private Response confirm(Request request, Server server, JsonNode body) {
        ServerActionsApi.require(request, server, "servers:confirm_resize");
        resizes.confirm(request.caller(), server);
        return Response.noContent();
    }

    private Response revert(Request request, Server server, JsonNode body) {
        ServerActionsApi.require(request, server, "servers:revert_resize");
        resizes.revert(request.caller(), server);
        return Response.accepted();
    }

    /** A host may be named since 2.56; before, what is in the body does not matter. */
    private Response migrate(Request request, Server server, JsonNode body) {
        @Nullable String host = null;
        if (request.version().atLeast(56) && !body.isNull()) {
            ActionBody.only(body, "migrate", "host");
            host = ActionBody.host(body.path("host"));
        }
        ServerActionsApi.require(request, server, "os-migrate-server:migrate" + (host == null ? "" : ":host"));
        resizes.migrate(request.caller(), server, host);
        return Response.accepted();
    }
}
