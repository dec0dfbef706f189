package stratus.nova.api;

import java.util.Map;
import stratus.nova.app.ServerSecurityGroups;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import tools.jackson.databind.JsonNode;

/** The actions that put a server into a security group and take it out. */
public final class SecurityGroupActions {
    private final ServerSecurityGroups groups;

    public SecurityGroupActions(ServerSecurityGroups groups) {
        this.groups = groups;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of("addSecurityGroup", this::add, "removeSecurityGroup", this::remove);
    }

    private Response add(Request request, Server server, JsonNode argument) {
        ServerActionsApi.require(request, server, "os-security-groups:add");
        groups.add(request.caller(), server, name(argument, "addSecurityGroup"));
        return Response.accepted();
    }

    private Response remove(Request request, Server server, JsonNode argument) {
        ServerActionsApi.require(request, server, "os-security-groups:remove");
        groups.remove(request.caller(), server, name(argument, "removeSecurityGroup"));
        return Response.accepted();
    }

    private static String name(JsonNode argument, String action) {
        var name = argument.path("name");
        if (!name.isString() || name.stringValue().isBlank()) {
            throw new Fault.Invalid(action, "'name' is a required property");
        }
        return name.stringValue();
    }
}
