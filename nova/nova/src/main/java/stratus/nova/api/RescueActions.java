package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerRescues;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import tools.jackson.databind.JsonNode;

/** The actions {@code rescue} and {@code unrescue}. */
public final class RescueActions {
    private final ServerRescues rescues;

    public RescueActions(ServerRescues rescues) {
        this.rescues = rescues;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of("rescue", this::rescue, "unrescue", this::unrescue);
    }

    record Body(Wanted rescue) {}

    record Wanted(
            @JsonProperty("adminPass") @Nullable String adminPass,
            @JsonProperty("rescue_image_ref") @Nullable String image) {}

    private Response rescue(Request request, Server server, JsonNode argument) {
        ServerActionsApi.require(request, server, "os-rescue");
        var wanted = argument.isNull()
                ? new Wanted(null, null)
                : request.body(Body.class).rescue();
        var image = wanted.image() == null || wanted.image().isEmpty()
                ? null
                : new ImageId(Values.uuid("rescue_image_ref", wanted.image()));
        rescues.rescue(request.caller(), server, image, request.version().atLeast(87));
        return Response.ok(Map.of("adminPass", Values.password(wanted.adminPass())));
    }

    private Response unrescue(Request request, Server server, JsonNode argument) {
        ServerActionsApi.require(request, server, "os-unrescue");
        if (!argument.isNull() && !argument.isEmpty()) {
            throw new Fault.Invalid("unrescue", "%s is not of type 'null'".formatted(argument));
        }
        rescues.unrescue(request.caller(), server);
        return Response.accepted();
    }
}
