package stratus.placement.api;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.placement.app.Allocations;
import stratus.placement.app.Inventories;
import stratus.placement.domain.Usage;

/** How much is in use: of a provider, by a project. */
public final class UsagesApi {
    private final Dates dates;
    private final Allocations allocations;
    private final Inventories inventories;

    public UsagesApi(Allocations allocations, Inventories inventories, Dates dates) {
        this.dates = dates;
        this.allocations = allocations;
        this.inventories = inventories;
    }

    public void routes(Routes routes) {
        routes.get("/resource_providers/{uuid}/usages", "placement:resource_providers:usages", this::ofProvider)
                .get("/usages", "placement:usages", this::ofProject);
    }

    private Response ofProvider(Request r) {
        r.authorize();
        var stock = inventories.list(r.path("uuid"));
        var usages = new TreeMap<String, Long>();
        stock.inventories().forEach(i -> usages.put(i.resourceClass(), 0L));
        allocations.usages(r.path("uuid")).forEach(u -> usages.put(u.resourceClass(), u.used()));
        var wire = Map.of(
                "usages",
                usages,
                "resource_provider_generation",
                stock.provider().generation());
        return dates.now(r, Response.ok(wire));
    }

    private Response ofProject(Request r) {
        r.authorize(r.query().get("project_id"));
        Versions.since(r, 9);
        var query = r.query();
        boolean types = r.version().atLeast(38);
        Demands.only(query, types ? Set.of("project_id", "user_id", "consumer_type") : Set.of("project_id", "user_id"));
        var project = query.get("project_id");
        if (project == null || project.isEmpty()) {
            throw Demands.invalid("'project_id' is a required property");
        }
        var user = query.get("user_id");
        return dates.now(
                r,
                Response.ok(Map.of(
                        "usages", types ? byType(project, user, query.get("consumer_type")) : total(project, user))));
    }

    private Map<String, Long> total(String project, @Nullable String user) {
        var total = new TreeMap<String, Long>();
        allocations.ofProject(project, user).forEach(u -> total.merge(u.resourceClass(), u.used(), Long::sum));
        return total;
    }

    private Map<String, Map<String, Long>> byType(String project, @Nullable String user, @Nullable String wanted) {
        var byType = new TreeMap<String, Map<String, Long>>();
        var all = new ArrayList<>(allocations.ofProject(project, user));
        all.addAll(allocations.consumers(project, user));
        for (var usage : all) {
            var type = type(usage);
            if (wanted == null || wanted.equals("all") || wanted.equals(type)) {
                byType.computeIfAbsent("all".equals(wanted) ? "all" : type, _ -> new TreeMap<>())
                        .merge(usage.resourceClass(), usage.used(), Long::sum);
            }
        }
        return byType;
    }

    private static String type(Usage usage) {
        return usage.consumerType() == null ? "unknown" : usage.consumerType();
    }
}
