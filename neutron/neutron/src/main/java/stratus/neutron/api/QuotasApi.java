package stratus.neutron.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import stratus.neutron.app.Quotas;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Attribute;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Types;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /v2.0/quotas}. */
public final class QuotasApi {
    private static final Attribute.Type LIMIT = Types.integer(-1, Integer.MAX_VALUE);
    private static final Set<String> SWITCHES = Set.of("force", "check_limit");

    private final Resources resources;
    private final Quotas quotas;

    public QuotasApi(Resources resources, Quotas quotas) {
        this.resources = resources;
        this.quotas = quotas;
    }

    public void routes(Routes routes) {
        routes.get("/quotas", "get_quota", this::list)
                .token("GET", "/quotas/tenant", r -> mine(r, "tenant"))
                .token("GET", "/quotas/project", r -> mine(r, "project"))
                .token("GET", "/quotas/{project}", this::show)
                .token("GET", "/quotas/{project}/default", this::defaults)
                .token("GET", "/quotas/{project}/details.json", this::details)
                .token("GET", "/quotas/{project}/details", this::details)
                .put("/quotas/{project}", "update_quota", this::update)
                .delete("/quotas/{project}", "delete_quota", this::delete);
    }

    /** Anybody may see their own project's. */
    private static String seen(Request r) {
        var project = r.path("project");
        var own = r.caller().project();
        if (own == null || !own.id().equals(project)) {
            r.require("get_quota", Map.of("project_id", project));
        }
        return project;
    }

    private Response list(Request r) {
        r.authorize("");
        var all = resources.read(
                r.caller(),
                w -> quotas.projects(w).stream()
                        .map(p -> {
                            var one = new LinkedHashMap<String, Object>(quotas.of(w, p));
                            one.put("project_id", p);
                            one.put("tenant_id", p);
                            return one;
                        })
                        .toList());
        return Response.ok(Map.of("quotas", all));
    }

    private Response mine(Request r, String key) {
        var project = r.caller().projectId().value();
        return Response.ok(Map.of(key, Map.of(key + "_id", project)));
    }

    private Response show(Request r) {
        var project = seen(r);
        return Response.ok(Map.of("quota", resources.read(r.caller(), w -> quotas.of(w, project))));
    }

    private Response defaults(Request r) {
        seen(r);
        return Response.ok(Map.of("quota", Quotas.DEFAULTS));
    }

    private Response details(Request r) {
        var project = seen(r);
        return Response.ok(Map.of("quota", resources.read(r.caller(), w -> quotas.details(w, project))));
    }

    private Response update(Request r) {
        r.authorize(r.path("project"));
        var body = r.json().path("quota");
        if (!body.isObject()) {
            throw Refusals.badRequest("Unable to find 'quota' in request body");
        }
        var project = r.path("project");
        boolean force = body.path("force").asBoolean(false);
        var limits = limits(body);
        return Response.ok(Map.of("quota", resources.write(r.caller(), w -> quotas.set(w, project, limits, force))));
    }

    private static Map<String, Integer> limits(JsonNode body) {
        var limits = new LinkedHashMap<String, Integer>();
        body.properties().forEach(p -> {
            if (!SWITCHES.contains(p.getKey())) {
                Quotas.requireKnown(p.getKey());
                limits.put(p.getKey(), LIMIT.read(p.getKey(), p.getValue()).intValue());
            }
        });
        return limits;
    }

    private Response delete(Request r) {
        r.authorize(r.path("project"));
        resources.write(r.caller(), w -> {
            quotas.clear(w, r.path("project"));
            return true;
        });
        return Response.noContent();
    }
}
