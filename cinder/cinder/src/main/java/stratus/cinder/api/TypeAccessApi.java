package stratus.cinder.api;

import java.util.List;
import java.util.Map;
import stratus.cinder.app.Types;
import stratus.cinder.app.Types.ProjectDefault;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** Which projects may use a private type, and which type is a project's default. */
public final class TypeAccessApi {
    private static final String ACCESS = "volume_extension:volume_type_access";
    private static final String DEFAULT = "volume_extension:default_";

    private final Types types;

    public TypeAccessApi(Types types) {
        this.types = types;
    }

    public void routes(Routes routes) {
        routes.get("/types/{type_id}/os-volume-type-access", ACCESS + ":get_all_for_type", this::access)
                .post("/types/{type_id}/action", ACCESS, this::act)
                .get("/default-types", DEFAULT + "get_all", this::defaults)
                .get("/default-types/{target}", DEFAULT + "get", this::show)
                .put("/default-types/{target}", DEFAULT + "set_or_update", this::set)
                .delete("/default-types/{target}", DEFAULT + "unset", this::unset);
    }

    private Response access(Request r) {
        r.authorize();
        var type = types.get(Ask.viewer(r), r.path("type_id"));
        var shown = types.access(type).stream()
                .map(p -> Map.of("volume_type_id", type.id(), "project_id", p))
                .toList();
        return Response.ok(Map.of("volume_type_access", shown));
    }

    private Response act(Request r) {
        r.authorize();
        var body = r.json();
        var names = List.copyOf(body.propertyNames());
        switch (names.size() == 1 ? names.getFirst() : "") {
            case "addProjectAccess" -> {
                r.require(ACCESS + ":addProjectAccess", Map.of());
                types.grant(r.caller(), types.get(Ask.viewer(r), r.path("type_id")), project(body));
            }
            case "removeProjectAccess" -> {
                r.require(ACCESS + ":removeProjectAccess", Map.of());
                types.revoke(r.caller(), types.get(Ask.viewer(r), r.path("type_id")), project(body));
            }
            default -> throw new Fault.Invalid("There is no such action: %s".formatted(String.join(", ", names)));
        }
        return Response.accepted();
    }

    private static String project(JsonNode body) {
        var argument = body.iterator().next();
        Bodies.only(argument, "project");
        return Bodies.needed(argument, "project");
    }

    private Response defaults(Request r) {
        r.authorize();
        Ask.since(r, 62);
        return Response.ok(Map.of(
                "default_types",
                types.defaults().stream().map(TypeAccessApi::view).toList()));
    }

    private static Map<String, String> view(ProjectDefault one) {
        return Map.of("project_id", one.projectId(), "volume_type_id", one.volumeTypeId());
    }

    private Response show(Request r) {
        r.authorize(r.path("target"));
        Ask.since(r, 62);
        var one = types.defaults().stream()
                .filter(d -> d.projectId().equals(r.path("target")))
                .findFirst()
                .orElseThrow(
                        () -> new Fault.NotFound("Default type for project %s not found.".formatted(r.path("target"))));
        return Response.ok(Map.of("default_type", view(one)));
    }

    private Response set(Request r) {
        r.authorize(r.path("target"));
        Ask.since(r, 62);
        var body = Bodies.object(r, "default_type");
        Bodies.only(body, "volume_type");
        var named = Bodies.needed(body, "volume_type");
        var project = new ProjectId(r.path("target"));
        try {
            var type = types.get(Ask.viewer(r), named);
            types.setDefault(r.caller(), project, type);
            return Response.ok(Map.of("default_type", view(new ProjectDefault(project.value(), type.id()))));
        } catch (Fault.NotFound e) {
            throw new Fault.Invalid(e.getMessage());
        }
    }

    private Response unset(Request r) {
        r.authorize(r.path("target"));
        Ask.since(r, 62);
        types.setDefault(r.caller(), new ProjectId(r.path("target")), null);
        return Response.noContent();
    }
}
