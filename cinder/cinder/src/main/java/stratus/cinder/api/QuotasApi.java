package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import stratus.cinder.app.Quotas;
import stratus.cinder.app.Quotas.Usage;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.node.ObjectNode;

/** {@code /os-quota-sets}, {@code /os-quota-class-sets} and {@code /limits}: how much a project may have. */
public final class QuotasApi {
    private static final Set<String> NO_QUOTAS = Set.of("tenant_id", "id");

    private final Quotas quotas;

    public QuotasApi(Quotas quotas) {
        this.quotas = quotas;
    }

    public void routes(Routes routes) {
        var set = "/os-quota-sets/{target}";
        var ofClass = "/os-quota-class-sets/{class_name}";
        routes.get(set, "volume_extension:quotas:show", this::show)
                .get(set + "/defaults", "volume_extension:quotas:show", this::defaults)
                .put(set, "volume_extension:quotas:update", this::update)
                .delete(set, "volume_extension:quotas:delete", this::delete)
                .get(ofClass, "volume_extension:quota_classes:get", this::showClass)
                .put(ofClass, "volume_extension:quota_classes:update", this::updateClass)
                .get("/limits", "limits_extension:used_limits", this::limits);
    }

    private Response show(Request r) {
        var project = r.path("target");
        r.authorize(project);
        return Ask.flag(r, "usage", false)
                ? set(project, quotas.of(project), QuotasApi::usage)
                : set(project, quotas.of(project), Usage::limit);
    }

    private static Map<String, Object> usage(Usage usage) {
        var body = new LinkedHashMap<String, Object>();
        body.put("limit", usage.limit());
        body.put("in_use", usage.inUse());
        body.put("reserved", 0);
        return body;
    }

    private static <V> Response set(String id, Map<String, V> values, Function<? super V, Object> view) {
        var body = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> body.put(name, view.apply(value)));
        body.put("id", id);
        return Response.ok(Map.of("quota_set", body));
    }

    private Response defaults(Request r) {
        r.authorize(r.path("target"));
        return set(r.path("target"), quotas.defaults(), v -> v);
    }

    private Response update(Request r) {
        var project = r.path("target");
        r.authorize(project);
        quotas.set(r.caller(), project, limits(Bodies.object(r, "quota_set")));
        var body = new LinkedHashMap<String, Object>();
        quotas.of(project).forEach((name, value) -> body.put(name, value.limit()));
        return Response.ok(Map.of("quota_set", body));
    }

    private static Map<String, Long> limits(ObjectNode body) {
        var all = new LinkedHashMap<String, Long>();
        for (var name : body.propertyNames()) {
            if (!NO_QUOTAS.contains(name)) {
                all.put(name, limit(name, body.path(name).asString("")));
            }
        }
        return all;
    }

    private static long limit(String name, String text) {
        try {
            long limit = Long.parseLong(text.strip());
            if (limit >= -1 && limit <= Integer.MAX_VALUE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new Fault.Invalid(name, "Value: %s. '%s' does not match '^[-]?[0-9]+$'".formatted(text, text));
        }
        throw new Fault.Invalid(name, "Value: %s. It has to be between -1 and %d".formatted(text, Integer.MAX_VALUE));
    }

    private Response delete(Request r) {
        r.authorize(r.path("target"));
        quotas.reset(r.caller(), r.path("target"));
        return Response.of(200, null);
    }

    private Response showClass(Request r) {
        r.authorize();
        return ofClass(r);
    }

    private Response ofClass(Request r) {
        var body = new LinkedHashMap<String, Object>(quotas.ofClass(r.path("class_name")));
        body.put("id", r.path("class_name"));
        return Response.ok(Map.of("quota_class_set", body));
    }

    private Response updateClass(Request r) {
        r.authorize();
        var given = Bodies.object(r, "quota_class_set");
        given.remove("class_name");
        quotas.setClass(r.caller(), r.path("class_name"), limits(given));
        var body = new LinkedHashMap<String, Object>(quotas.ofClass(r.path("class_name")));
        return Response.ok(Map.of("quota_class_set", body));
    }

    private Response limits(Request r) {
        r.authorize();
        var project = r.caller().projectId().value();
        var asked = r.query().get("project_id");
        if (asked == null) {
            asked = r.query().get("tenant_id");
        }
        if (r.version().atLeast(39) && asked != null && Ask.viewer(r).admin()) {
            project = asked;
        }
        return Response.ok(Map.of("limits", Map.of("rate", List.of(), "absolute", absolute(project))));
    }

    private Map<String, Object> absolute(String project) {
        var all = quotas.of(project);
        var body = new LinkedHashMap<String, Object>();
        limit(all, "volumes", "maxTotalVolumes", "totalVolumesUsed", body);
        limit(all, "snapshots", "maxTotalSnapshots", "totalSnapshotsUsed", body);
        limit(all, "gigabytes", "maxTotalVolumeGigabytes", "totalGigabytesUsed", body);
        limit(all, "backups", "maxTotalBackups", "totalBackupsUsed", body);
        limit(all, "backup_gigabytes", "maxTotalBackupGigabytes", "totalBackupGigabytesUsed", body);
        return body;
    }

    private static void limit(Map<String, Usage> all, String name, String most, String used, Map<String, Object> body) {
        var usage = all.getOrDefault(name, new Usage(-1, 0));
        body.put(most, usage.limit());
        body.put(used, usage.inUse());
    }
}
