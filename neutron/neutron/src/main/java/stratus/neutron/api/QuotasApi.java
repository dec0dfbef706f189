package stratus.neutron.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.neutron.app.Quotas;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Refusals;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2.0/quotas}. */
public final class QuotasApi {
    private final Resources resources;
    private final Quotas quotas;

    public QuotasApi(Resources resources, Quotas quotas) {
        this.resources = resources;
        this.quotas = quotas;
    }

    public void routes(Routes routes) {
        routes.get("/quotas", "get_quota", this::list)
                .get("/quotas/tenant", "get_quota", this::mine)
                .get("/quotas/project", "get_quota", this::mine)
                .get("/quotas/{project}", "get_quota", this::show)
                .get("/quotas/{project}/default", "get_quota", this::defaults)
                .get("/quotas/{project}/details.json", "get_quota", this::details)
                .get("/quotas/{project}/details", "get_quota", this::details)
                .put("/quotas/{project}", "update_quota", this::update)
                .delete("/quotas/{project}", "delete_quota", this::delete);
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

    private Response mine(Request r) {
        r.authorize();
        var project = r.caller().projectId().value();
        return Response.ok(Map.of("tenant", Map.of("tenant_id", project, "project_id", project)));
    }

    private Response show(Request r) {
        r.authorize(r.path("project"));
        return Response.ok(Map.of("quota", resources.read(r.caller(), w -> quotas.of(w, r.path("project")))));
    }

    private Response defaults(Request r) {
        r.authorize(r.path("project"));
        return Response.ok(Map.of("quota", Quotas.DEFAULTS));
    }

    private Response details(Request r) {
        r.authorize(r.path("project"));
        return Response.ok(Map.of("quota", resources.read(r.caller(), w -> quotas.details(w, r.path("project")))));
    }

    private Response update(Request r) {
        r.authorize(r.path("project"));
        var body = r.json().path("quota");
        var limits = new LinkedHashMap<String, Integer>();
        body.properties().forEach(p -> {
            if (!p.getValue().isIntegralNumber() || p.getValue().asInt(-2) < -1) {
                throw Refusals.invalid(p.getKey(), "'%s' is not an integer of at least -1".formatted(p.getValue()));
            }
            limits.put(p.getKey(), p.getValue().intValue());
        });
        return Response.ok(Map.of("quota", resources.write(r.caller(), w -> quotas.set(w, r.path("project"), limits))));
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
