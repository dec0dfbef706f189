package stratus.neutron.api;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import stratus.neutron.app.Agents;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;

/** How resources look to a caller: which there are, and which of their attributes. */
public final class View {
    private static final List<String> PORT_DETAILS =
            List.of("name", "network_id", "mac_address", "admin_state_up", "status", "device_id", "device_owner");

    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
    private final Resources resources;
    private final Set<String> policyRules;
    private final InstantSource clock;

    public View(Resources resources, Set<String> policyRules, InstantSource clock) {
        this.resources = resources;
        this.policyRules = policyRules;
        this.clock = clock;
    }

    Surroundings around(Request r, Kind kind, List<Resource> some) {
        return Surroundings.of(resources, r.caller(), kind, some);
    }

    /** The resource as rules see it, its parents' projects included. */
    Map<String, Object> target(Request r, Kind kind, Resource resource) {
        return target(resource, around(r, kind, List.of(resource)));
    }

    static Map<String, Object> target(Resource resource, Surroundings around) {
        var all = new RuleTarget(resource);
        around.network(resource).ifPresent(n -> {
            all.put("network:tenant_id", n.projectId());
            all.put("network:project_id", n.projectId());
            all.putIfAbsent("shared", n.flag("shared"));
            all.putIfAbsent("router:external", n.flag("router:external"));
        });
        around.group(resource).ifPresent(g -> {
            all.put("ext_parent:tenant_id", g.projectId());
            all.put("ext_parent:project_id", g.projectId());
            all.put("security_group:tenant_id", g.projectId());
            all.put("security_group:project_id", g.projectId());
        });
        return all;
    }

    /** As upstream: a parent that is not there is said before what the caller may not. */
    static void requireParents(Resource wanted, Surroundings around) {
        if (wanted.given("network_id") && around.network(wanted).isEmpty()) {
            throw Refusals.notFound(Kinds.NETWORK, wanted.text("network_id"));
        }
        if (wanted.given("security_group_id") && around.group(wanted).isEmpty()) {
            throw Refusals.notFound(Kinds.SECURITY_GROUP, wanted.text("security_group_id"));
        }
    }

    boolean visible(Request r, Kind kind, Resource resource, Surroundings around) {
        return r.allows("get_" + kind.name(), target(resource, around));
    }

    /** What the caller may not see is not there. */
    Resource find(Request r, Kind kind, String id) {
        var found = resources.get(r.caller(), kind, id);
        if (!visible(r, kind, found, around(r, kind, List.of(found)))) {
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
            if (said.has(attribute.name()) && !usual) {
                require(r, rule, target);
                parts(said.get(attribute.name())).forEach(part -> require(r, rule + ":" + part, target));
            }
        }
    }

    private static Set<String> parts(JsonNode value) {
        var all = new TreeSet<>(value.propertyNames());
        if (value.isArray()) {
            value.forEach(item -> all.addAll(item.propertyNames()));
        }
        return all;
    }

    private void require(Request r, String rule, Map<String, Object> target) {
        if (policyRules.contains(rule)) {
            r.require(rule, target);
        }
    }

    Resource of(Request r, Kind kind, Resource resource) {
        return of(r, kind, resource, around(r, kind, List.of(resource)));
    }

    Resource of(Request r, Kind kind, Resource resource, Surroundings around) {
        var target = target(resource, around);
        var shape = shapes.computeIfAbsent(kind.name(), _ -> shape(kind));
        var hidden = new HashSet<>(shape.hidden());
        shape.guarded().forEach((name, rule) -> {
            if (resource.has(name) && !r.allows(rule, target)) {
                hidden.add(name);
            }
        });
        var shown = resource.without(hidden);
        return switch (kind.name()) {
            case "agent" -> agent(shown);
            case "address_scope", "rbac_policy" ->
                shown.without(List.of("description", "tags", "revision_number", "created_at", "updated_at"));
            case "address_group" -> shown.without(List.of("shared", "tags"));
            case "subnetpool" -> pool(shown);
            case "default_security_group_rule" -> shown.without(List.of("project_id", "tenant_id", "tags"));
            case "network" -> shown.orElse("qos_policy_id", null);
            case "port" ->
                shown.orElse("qos_policy_id", null)
                        .with(
                                "qos_network_policy_id",
                                around.network(resource)
                                        .map(n -> n.orNull("qos_policy_id"))
                                        .orElse(null));
            case "security_group_rule" -> shown.without("tags");
            case "subnet" ->
                shown.without("shared")
                        .with(
                                "router:external",
                                around.network(resource)
                                        .map(n -> n.flag("router:external"))
                                        .orElse(false));
            case "floatingip" ->
                shown.with(
                        "port_details", around.port(resource).map(View::details).orElse(null));
            default -> shown;
        };
    }

    /**
     * What is the same for all of a kind.
     *
     * @param hidden attributes that nobody sees
     * @param guarded the rules of attributes that have one of their own, by attribute
     */
    private record Shape(Set<String> hidden, Map<String, String> guarded) {}

    private Shape shape(Kind kind) {
        var guarded = new HashMap<String, String>();
        for (var attribute : kind.attributes()) {
            var rule = "get_%s:%s".formatted(kind.name(), attribute.name());
            if (policyRules.contains(rule)) {
                guarded.put(attribute.name(), rule);
            }
        }
        return new Shape(Set.copyOf(kind.hidden()), Map.copyOf(guarded));
    }

    /** Upstream gives lengths as text. */
    private static Resource pool(Resource pool) {
        return pool.with("min_prefixlen", pool.text("min_prefixlen"))
                .with("max_prefixlen", pool.text("max_prefixlen"))
                .with("default_prefixlen", pool.text("default_prefixlen"));
    }

    private static Resource details(Resource port) {
        return port.only(PORT_DETAILS);
    }

    /** With what depends on the moment. */
    Resource now(Kind kind, Resource resource) {
        return kind == Kinds.AGENT ? resource.with("alive", Agents.alive(resource, clock.instant())) : resource;
    }

    private Resource agent(Resource agent) {
        return agent.without(Set.of("project_id", "tenant_id", "tags", "revision_number", "updated_at"))
                .with("alive", Agents.alive(agent, clock.instant()))
                .with("created_at", agent.text("started_at"));
    }
}
