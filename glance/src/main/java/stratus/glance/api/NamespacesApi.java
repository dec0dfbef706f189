package stratus.glance.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Definition;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.Namespace;
import stratus.glance.domain.ResourceType;
import stratus.glance.registry.Metadefs;
import stratus.glance.registry.Metadefs.Wish;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/metadefs/namespaces} and {@code /v2/metadefs/resource_types}. */
public final class NamespacesApi {
    private static final String NOWHERE = "The resource could not be found.";

    private final Metadefs metadefs;
    private final InstantSource clock;
    private final ImageLimits limits;

    public NamespacesApi(Metadefs metadefs, InstantSource clock, ImageLimits limits) {
        this.limits = limits;
        this.metadefs = metadefs;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.get("/metadefs/namespaces", "get_metadef_namespaces", this::list)
                .post("/metadefs/namespaces", "add_metadef_namespace", this::create)
                .get("/metadefs/namespaces/{namespace}", "get_metadef_namespace", this::show)
                .put("/metadefs/namespaces/{namespace}", "modify_metadef_namespace", this::update)
                .delete("/metadefs/namespaces/{namespace}", "delete_metadef_namespace", this::delete)
                .get("/metadefs/resource_types", "list_metadef_resource_types", this::types);
    }

    static Map<String, @Nullable Object> target(Namespace n) {
        var target = new HashMap<String, @Nullable Object>();
        target.put("project_id", n.owner());
        target.put("owner", n.owner());
        target.put("visibility", n.visibility());
        return target;
    }

    private Response list(Request r) {
        refuseVisibility(r);
        authorized(r);
        r.require("list_metadef_resource_types", Map.of("project_id", project(r)));
        var query = r.query();
        var wanted = query.has("resource_types") ? query.all("resource_types").getLast() : null;
        var types =
                metadefs.everywhere(Kind.RESOURCE_TYPE).stream().collect(Collectors.groupingBy(Definition::namespace));
        var all = metadefs.namespaces(r.caller()).stream()
                .filter(n ->
                        query.get("visibility", "").isEmpty() || n.visibility().equals(query.get("visibility")))
                .filter(n -> wanted == null || isFor(types.get(n.name()), Set.of(wanted.split(","))))
                .sorted(order(query.get("sort_key", "created_at"), query.get("sort_dir", "desc")))
                .toList();
        var page = page(r, all);
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "namespaces",
                page.stream().map(n -> brief(n, types.get(n.name()))).toList());
        body.put("schema", "/v2/schemas/metadefs/namespaces");
        boolean full = !page.isEmpty() && page.size() == Paging.limit(query, limits);
        Links.put(body, "/v2/metadefs/namespaces", query, full ? page.getLast().name() : null);
        return Response.ok(body);
    }

    private static void refuseVisibility(Request r) {
        var visibility = r.query().get("visibility", "");
        if (!List.of("", "public", "private").contains(visibility)) {
            throw new Fault.Invalid("Invalid visibility value: " + visibility);
        }
    }

    private static boolean isFor(@Nullable List<Definition> types, Set<String> wanted) {
        return types != null && types.stream().anyMatch(t -> wanted.contains(t.name()));
    }

    private static Map<String, Object> brief(Namespace n, @Nullable List<Definition> types) {
        return MetadefViews.whole(n, types == null ? List.of() : types);
    }

    private static Comparator<Namespace> order(String key, String dir) {
        Comparator<Namespace> order = switch (key) {
            case "created_at", "id" -> Comparator.comparing(Namespace::createdAt);
            case "updated_at" -> Comparator.comparing(Namespace::updatedAt);
            case "namespace" -> Comparator.comparing(Namespace::name);
            default -> throw new Fault.Invalid("Invalid sort key: " + key);
        };
        return switch (dir) {
            case "asc" -> order;
            case "desc" -> order.reversed();
            default -> throw new Fault.Invalid("Invalid sort direction: " + dir);
        };
    }

    private List<Namespace> page(Request r, List<Namespace> all) {
        var marker = r.query().get("marker");
        int from = 0;
        if (marker != null) {
            from = all.indexOf(marker(r, marker)) + 1;
        }
        int limit = Paging.limit(r.query(), limits);
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    private Namespace marker(Request r, String name) {
        var namespace = metadefs.namespace(name).orElseThrow(() -> Metadefs.missing(name));
        if (!metadefs.sees(r.caller(), namespace)) {
            throw new Fault.Forbidden(
                    "Forbidding request, metadata definition namespace=%s is not visible.".formatted(name), null);
        }
        return namespace;
    }

    private Response create(Request r) {
        var body = MetadefBodies.namespace(r);
        var parts = MetadefBodies.parts(body);
        authorized(r);
        refuseParts(r, parts);
        var now = clock.instant();
        var namespace = namespace(r, body, now, now);
        metadefs.create(namespace, parts);
        return Response.created(MetadefViews.asSent(namespace, body))
                .with("Location", r.baseUrl() + MetadefViews.self(namespace.name()));
    }

    private static Namespace namespace(Request r, JsonNode body, Instant createdAt, Instant now) {
        var owner = MetadefBodies.text(body, "owner");
        var visibility = MetadefBodies.text(body, "visibility");
        return new Namespace(
                body.path("namespace").stringValue(),
                owner == null ? project(r) : owner,
                MetadefBodies.text(body, "display_name"),
                MetadefBodies.text(body, "description"),
                visibility == null ? "private" : visibility,
                body.path("protected").asBoolean(false),
                createdAt,
                now);
    }

    private Response show(Request r) {
        refuseVisibility(r);
        var name = r.path("namespace");
        var namespace = metadefs.namespace(name).orElseThrow(() -> Metadefs.missing(name));
        if (!metadefs.sees(r.caller(), namespace)) {
            throw new Fault.NotFound(NOWHERE);
        }
        authorized(r, namespace);
        var all = metadefs.all(namespace.name());
        var view = MetadefViews.whole(namespace, all);
        var type = r.query().get("resource_type");
        if (type != null) {
            prefix(all, type).ifPresent(prefix -> MetadefViews.prefix(view, prefix));
        }
        return Response.ok(view);
    }

    private static Optional<String> prefix(List<Definition> all, String type) {
        return all.stream()
                .filter(d -> d.kind() == Kind.RESOURCE_TYPE && d.name().equals(type))
                .map(d -> String.valueOf(d.body().getOrDefault("prefix", "")))
                .filter(prefix -> !prefix.isEmpty())
                .findFirst();
    }

    /** What comes with a namespace takes the same rules as alone. */
    private static void refuseParts(Request r, List<Wish> parts) {
        for (var kind : parts.stream().map(Wish::kind).collect(Collectors.toSet())) {
            var rule = switch (kind) {
                case RESOURCE_TYPE -> "add_metadef_resource_type_association";
                case OBJECT -> "add_metadef_object";
                case PROPERTY -> "add_metadef_property";
                case TAG -> "add_metadef_tag";
            };
            r.require(rule, Map.of("project_id", project(r)));
        }
    }

    private static String project(Request r) {
        return r.caller().project() == null ? "" : r.caller().project().id();
    }

    /** The namespace of the address, if the caller may do this to it; for who may not even see it, it is not there. */
    static Namespace found(Request r, Metadefs metadefs) {
        var name = r.path("namespace");
        var namespace = metadefs.namespace(name)
                .filter(n -> metadefs.sees(r.caller(), n))
                .orElseThrow(() -> new Fault.NotFound("Namespace %s not found".formatted(name)));
        return authorized(r, namespace);
    }

    private static Namespace authorized(Request r, Namespace namespace) {
        authorize(r, target(namespace));
        return namespace;
    }

    private static void authorized(Request r) {
        authorize(r, Map.of("project_id", project(r)));
    }

    private static void authorize(Request r, Map<String, ? extends @Nullable Object> target) {
        try {
            r.authorize(target);
        } catch (Fault.Forbidden e) {
            if (!r.allows("get_metadef_namespace", target)) {
                throw new Fault.NotFound(NOWHERE);
            }
            throw e;
        }
    }

    private Response update(Request r) {
        var body = MetadefBodies.namespace(r);
        var old = found(r, metadefs);
        var owner = MetadefBodies.text(body, "owner");
        var wanted = owner != null && owner.isEmpty() ? ((ObjectNode) body).without("owner") : body;
        var after = namespace(r, wanted, old.createdAt(), clock.instant());
        metadefs.update(old.name(), after);
        return Response.ok(MetadefViews.namespace(after));
    }

    private Response delete(Request r) {
        metadefs.delete(found(r, metadefs));
        return Response.noContent();
    }

    private Response types(Request r) {
        authorized(r);
        var all = metadefs.resourceTypes().stream().map(NamespacesApi::type);
        return Response.ok(Map.of("resource_types", all.toList()));
    }

    private static Map<String, Object> type(ResourceType t) {
        return Map.of(
                "name",
                t.name(),
                "created_at",
                TimeFormat.SECONDS_Z.write(t.createdAt()),
                "updated_at",
                TimeFormat.SECONDS_Z.write(t.updatedAt()));
    }
}
