package stratus.nova.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Quotas;
import stratus.nova.domain.QuotaResource;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /os-quota-sets} and {@code /os-quota-class-sets}. */
public final class QuotasApi {
    private static final String RULE = "os_compute_api:os-quota-sets:";

    private final Quotas quotas;

    public QuotasApi(Quotas quotas) {
        this.quotas = quotas;
    }

    public void routes(Routes routes) {
        var one = "/os-quota-sets/{id}";
        var named = "/os-quota-class-sets/{id}";
        routes.get(one, RULE + "show", this::show)
                .get(one + "/detail", RULE + "detail", this::detail)
                .get(one + "/defaults", RULE + "defaults", this::defaults)
                .put(one, RULE + "update", this::update)
                .delete(one, RULE + "delete", this::delete)
                .get(named, "os_compute_api:os-quota-class-sets:show", this::showClass)
                .put(named, "os_compute_api:os-quota-class-sets:update", this::updateClass);
    }

    private Response show(Request request) {
        request.authorize(project(request).value());
        var limits = quotas.limits(project(request), user(request));
        return set(request, QuotaShape.body(QuotaShape.sets(request.version()), r -> limit(limits, r)), true);
    }

    private Response defaults(Request request) {
        request.authorize(project(request).value());
        var limits = quotas.defaults();
        return set(request, QuotaShape.body(QuotaShape.sets(request.version()), r -> limit(limits, r)), true);
    }

    private Response detail(Request request) {
        request.authorize(project(request).value());
        var limits = quotas.limits(project(request), user(request));
        var used = quotas.used(project(request), user(request));
        var body = QuotaShape.body(
                QuotaShape.sets(request.version()),
                r -> Map.of("limit", limit(limits, r), "in_use", limit(used, r), "reserved", 0));
        return set(request, body, true);
    }

    private Response update(Request request) {
        request.authorize(project(request).value());
        var body = request.json().path("quota_set");
        boolean force = body.path("force").isBoolean()
                ? body.path("force").booleanValue()
                : body.path("force").isString()
                        && Boolean.TRUE.equals(Values.bool(body.path("force").stringValue()));
        var wanted = wanted(body, QuotaShape.sets(request.version()), true);
        quotas.update(request.caller(), project(request), user(request), wanted, force);
        var limits = quotas.limits(project(request), user(request));
        return set(request, QuotaShape.body(QuotaShape.sets(request.version()), r -> limit(limits, r)), false);
    }

    private Response delete(Request request) {
        request.authorize(project(request).value());
        quotas.reset(request.caller(), project(request), user(request));
        return Response.accepted();
    }

    private Response showClass(Request request) {
        request.authorize();
        var limits = quotas.ofClass(request.path("id"));
        var body = QuotaShape.body(QuotaShape.classes(request.version()), r -> limit(limits, r));
        body.put("id", request.path("id"));
        return Response.ok(Map.of("quota_class_set", body));
    }

    private Response updateClass(Request request) {
        request.authorize();
        var shown = QuotaShape.classes(request.version());
        quotas.updateClass(
                request.caller(), request.path("id"), wanted(request.json().path("quota_class_set"), shown, false));
        var limits = quotas.ofClass(request.path("id"));
        return Response.ok(Map.of("quota_class_set", QuotaShape.body(shown, r -> limit(limits, r))));
    }

    private static Response set(Request request, Map<String, Object> body, boolean named) {
        if (named) {
            body.put("id", request.path("id"));
        }
        return Response.ok(Map.of("quota_set", body));
    }

    private static Map<QuotaResource, Long> wanted(JsonNode body, Set<QuotaResource> known, boolean force) {
        if (!body.isObject()) {
            throw new Fault.Invalid("body", "A quota set is a required property");
        }
        var wanted = new EnumMap<QuotaResource, Long>(QuotaResource.class);
        body.forEachEntry((name, value) -> {
            var resource = QuotaResource.of(name).filter(known::contains);
            if (resource.isPresent()) {
                wanted.put(resource.get(), (long) Values.integer(name, value, -1));
            } else if (!force || !name.equals("force") && !name.equals("tenant_id")) {
                throw new Fault.Invalid(
                        "quota_set", "Additional properties are not allowed ('%s' was unexpected)".formatted(name));
            }
        });
        return wanted;
    }

    private static long limit(Map<QuotaResource, Long> limits, QuotaResource resource) {
        return limits.getOrDefault(resource, resource.byDefault());
    }

    private static ProjectId project(Request request) {
        return new ProjectId(request.path("id"));
    }

    private static @Nullable UserId user(Request request) {
        var user = request.query().get("user_id");
        return user == null ? null : new UserId(user);
    }
}
