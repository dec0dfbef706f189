package stratus.nova.api;

import java.util.List;
import java.util.Map;
import stratus.nova.app.Flavors;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** Who may use a private flavor: {@code /flavors/{flavor_id}/os-flavor-access} and the flavor's actions. */
public final class FlavorAccessApi {
    private static final String RULE = "os_compute_api:os-flavor-access";

    private final Flavors flavors;

    public FlavorAccessApi(Flavors flavors) {
        this.flavors = flavors;
    }

    public void routes(Routes routes) {
        routes.get("/flavors/{flavor_id}/os-flavor-access", RULE, this::list)
                .token("POST", "/flavors/{flavor_id}/action", this::action);
    }

    private Response list(Request request) {
        request.authorize();
        var id = request.path("flavor_id");
        return access(id, flavors.access(id));
    }

    private Response action(Request request) {
        var body = request.json();
        var id = request.path("flavor_id");
        if (body.size() != 1) {
            throw new Fault.Invalid("There is no such action: " + body.propertyNames());
        }
        return switch (body.propertyNames().iterator().next()) {
            case "addTenantAccess" -> {
                request.require(RULE + ":add_tenant_access", Map.of());
                yield access(id, flavors.open(request.caller(), id, project(body, "addTenantAccess")));
            }
            case "removeTenantAccess" -> {
                request.require(RULE + ":remove_tenant_access", Map.of());
                yield access(id, flavors.close(request.caller(), id, project(body, "removeTenantAccess")));
            }
            case String other -> throw new Fault.Invalid("There is no such action: " + other);
        };
    }

    private static ProjectId project(JsonNode body, String action) {
        var tenant = body.path(action).path("tenant");
        if (!tenant.isString() || tenant.stringValue().isBlank()) {
            throw new Fault.Invalid(action, "'tenant' is a required property");
        }
        return new ProjectId(tenant.stringValue());
    }

    private static Response access(String flavor, List<ProjectId> projects) {
        return Response.ok(Links.body(
                "flavor_access",
                projects.stream().map(p -> new Access(flavor, p.value())).toList()));
    }

    record Access(String flavorId, String tenantId) {}
}
