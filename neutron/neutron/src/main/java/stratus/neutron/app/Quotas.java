package stratus.neutron.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;

/** How much of each kind a project may have; -1 is without limit. */
public final class Quotas {
    /** Upstream's defaults. */
    public static final Map<String, Integer> DEFAULTS = defaults();

    private static final Map<String, Kind> COUNTED = Map.of(
            "subnetpool", Kinds.SUBNETPOOL,
            "rbac_policy", AccessKinds.RBAC_POLICY,
            "network", Kinds.NETWORK,
            "subnet", Kinds.SUBNET,
            "port", Kinds.PORT,
            "router", Kinds.ROUTER,
            "floatingip", Kinds.FLOATING_IP,
            "security_group", Kinds.SECURITY_GROUP,
            "security_group_rule", Kinds.SECURITY_GROUP_RULE);

    private static Map<String, Integer> defaults() {
        var all = new LinkedHashMap<String, Integer>();
        all.put("network", 100);
        all.put("subnet", 100);
        all.put("subnetpool", -1);
        all.put("port", 500);
        all.put("router", 10);
        all.put("floatingip", 50);
        all.put("rbac_policy", 10);
        all.put("security_group", 10);
        all.put("security_group_rule", 100);
        return all;
    }

    public Map<String, Integer> of(Work work, String project) {
        var all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(work.projects().quotas(work.tx(), project));
        return all;
    }

    /** Limit, use and reservations of each. */
    public Map<String, Map<String, Integer>> details(Work work, String project) {
        var all = new LinkedHashMap<String, Map<String, Integer>>();
        of(work, project)
                .forEach((resource, limit) -> all.put(
                        resource, Map.of("limit", limit, "used", used(work, resource, project), "reserved", 0)));
        return all;
    }

    public List<String> projects(Work work) {
        return work.projects().projectsWithQuotas(work.tx());
    }

    /** Refuses what is less than what is used already, unless forced. */
    public Map<String, Integer> set(Work work, String project, Map<String, Integer> limits, boolean force) {
        limits.forEach((resource, most) -> {
            int used = used(work, resource, project);
            if (!force && most != -1 && used > most) {
                throw Refusals.badRequest("Quota limit %d for %s must be greater than or equal to already used %d"
                        .formatted(most, resource, used));
            }
            work.projects().setQuota(work.tx(), project, resource, most);
        });
        return of(work, project);
    }

    public static void requireKnown(String resource) {
        if (!DEFAULTS.containsKey(resource)) {
            throw Refusals.badRequest("Unrecognized attribute(s) '%s'".formatted(resource));
        }
    }

    public void clear(Work work, String project) {
        work.projects().clearQuotas(work.tx(), project);
    }

    /** Refuses one more than the project may have. */
    void take(Work work, Kind kind, String project) {
        take(work, kind, project, 1);
    }

    /** Refuses {@code more} than the project may have. */
    void take(Work work, Kind kind, String project, int more) {
        int most = of(work, project).getOrDefault(kind.name(), -1);
        if (most >= 0 && work.count(kind, project) + more > most) {
            throw Refusals.overQuota(kind.name());
        }
    }

    private static int used(Work work, String resource, String project) {
        var kind = COUNTED.get(resource);
        return kind == null ? 0 : work.count(kind, project);
    }
}
