package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.nova.app.Quotas;
import stratus.nova.domain.QuotaResource;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /limits}: a project's quotas and what it uses of them, under names of their own. */
public final class LimitsApi {
    private static final Map<QuotaResource, List<String>> MOST = Map.ofEntries(
            Map.entry(QuotaResource.INSTANCES, List.of("maxTotalInstances")),
            Map.entry(QuotaResource.CORES, List.of("maxTotalCores")),
            Map.entry(QuotaResource.RAM, List.of("maxTotalRAMSize")),
            Map.entry(QuotaResource.KEY_PAIRS, List.of("maxTotalKeypairs")),
            Map.entry(QuotaResource.SERVER_GROUPS, List.of("maxServerGroups")),
            Map.entry(QuotaResource.SERVER_GROUP_MEMBERS, List.of("maxServerGroupMembers")),
            Map.entry(QuotaResource.METADATA_ITEMS, List.of("maxServerMeta", "maxImageMeta")),
            Map.entry(QuotaResource.INJECTED_FILES, List.of("maxPersonality")),
            Map.entry(QuotaResource.INJECTED_FILE_CONTENT_BYTES, List.of("maxPersonalitySize")),
            Map.entry(QuotaResource.FLOATING_IPS, List.of("maxTotalFloatingIps")),
            Map.entry(QuotaResource.SECURITY_GROUPS, List.of("maxSecurityGroups")),
            Map.entry(QuotaResource.SECURITY_GROUP_RULES, List.of("maxSecurityGroupRules")));
    private static final Map<QuotaResource, String> USED = Map.of(
            QuotaResource.INSTANCES, "totalInstancesUsed",
            QuotaResource.CORES, "totalCoresUsed",
            QuotaResource.RAM, "totalRAMUsed",
            QuotaResource.SERVER_GROUPS, "totalServerGroupsUsed",
            QuotaResource.FLOATING_IPS, "totalFloatingIpsUsed",
            QuotaResource.SECURITY_GROUPS, "totalSecurityGroupsUsed");

    private final Quotas quotas;

    public LimitsApi(Quotas quotas) {
        this.quotas = quotas;
    }

    public void routes(Routes routes) {
        routes.get("/limits", "os_compute_api:limits", this::show);
    }

    private Response show(Request request) {
        request.authorize();
        var project = request.caller().projectId();
        var other = request.query().get("tenant_id");
        if (other != null && !other.equals(project.value())) {
            request.require("os_compute_api:limits:other_project", Map.of("project_id", other));
            project = new ProjectId(other);
        }
        return Response.ok(Map.of("limits", Map.of("rate", List.of(), "absolute", absolute(request, project))));
    }

    private Map<String, Object> absolute(Request request, ProjectId project) {
        var limits = quotas.limits(project, null);
        var used = quotas.used(project, null);
        var absolute = new LinkedHashMap<String, Object>();
        for (var resource : QuotaShape.sets(request.version())) {
            for (var name : MOST.getOrDefault(resource, List.of())) {
                if (!name.equals("maxImageMeta") || !request.version().atLeast(39)) {
                    absolute.put(name, limits.getOrDefault(resource, -1L));
                }
            }
            var name = USED.get(resource);
            if (name != null) {
                absolute.put(name, used.getOrDefault(resource, 0L));
            }
        }
        return absolute;
    }
}
