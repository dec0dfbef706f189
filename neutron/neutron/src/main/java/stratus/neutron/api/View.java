package stratus.neutron.api;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import stratus.neutron.app.Agents;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.http.Request;

/** How resources look to a caller: which there are, and which of their attributes. */
public final class View {
    private final Resources resources;
    private final Set<String> policyRules;
    private final InstantSource clock;

    public View(Resources resources, Set<String> policyRules, InstantSource clock) {
        this.resources = resources;
        this.policyRules = policyRules;
        this.clock = clock;
    }

    /** The resource as rules see it, its parents' projects included. */
    Map<String, Object> target(Resource resource) {
        var all = ResourceApi.flat(resource);
        if (resource.given("network_id")) {
            resources.find(Kinds.NETWORK, resource.text("network_id")).ifPresent(n -> {
                all.put("network:tenant_id", n.projectId());
                all.put("network:project_id", n.projectId());
                all.put("network:shared", n.flag("shared"));
            });
        }
        if (resource.given("security_group_id")) {
            resources
                    .find(Kinds.SECURITY_GROUP, resource.text("security_group_id"))
                    .ifPresent(g -> {
                        all.put("ext_parent:tenant_id", g.projectId());
                        all.put("ext_parent_project_id", g.projectId());
                        all.put("security_group:tenant_id", g.projectId());
                    });
        }
        return all;
    }

    boolean visible(Request r, Kind kind, Resource resource) {
        return r.allows("get_" + kind.name(), target(resource));
    }

    /** What the caller may not see is not there. */
    Resource find(Request r, Kind kind, String id) {
        var found = resources.get(kind, id);
        if (!visible(r, kind, found)) {
            throw Refusals.notFound(kind, id);
        }
        return found;
    }

    /** Upstream's rules on single attributes, of those that are said and differ from their default. */
    void requireEach(Request r, String action, Kind kind, Resource said, Map<String, Object> target) {
        for (var attribute : kind.attributes()) {
            var rule = action + ":" + attribute.name();
            boolean usual =
                    action.startsWith("create") && said.get(attribute.name()).equals(attribute.otherwise());
            if (said.has(attribute.name()) && !usual && policyRules.contains(rule)) {
                r.require(rule, target);
            }
        }
    }

    Resource of(Request r, Kind kind, Resource resource) {
        var shown = resource.without("segment");
        var target = ResourceApi.flat(resource);
        for (var attribute : kind.attributes()) {
            var rule = "get_%s:%s".formatted(kind.name(), attribute.name());
            if (policyRules.contains(rule) && !r.allows(rule, target)) {
                shown = shown.without(attribute.name());
            }
        }
        return kind == Kinds.AGENT ? agent(shown) : shown;
    }

    private Resource agent(Resource agent) {
        var shown = agent.with("alive", Agents.alive(agent, clock.instant()));
        for (var ours : Set.of("project_id", "tenant_id", "tags", "revision_number", "updated_at")) {
            shown = shown.without(ours);
        }
        return shown.with("created_at", agent.text("started_at"));
    }
}
