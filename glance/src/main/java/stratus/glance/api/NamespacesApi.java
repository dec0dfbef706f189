package stratus.glance.api;

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
import stratus.glance.api.MetadefBodies.NamespaceBody;
import stratus.glance.app.Metadefs;
import stratus.glance.app.Metadefs.Wish;
import stratus.glance.domain.Definition;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.domain.Namespace;
import stratus.glance.domain.ResourceType;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/metadefs/namespaces} and {@code /v2/metadefs/resource_types}. */
public final class NamespacesApi {
    private final Metadefs metadefs;
    private final InstantSource clock;

    public NamespacesApi(Metadefs metadefs, InstantSource clock) {
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
        r.authorize();
        r.require("list_metadef_resource_types", Map.of("project_id", project(r)));
        var query = r.query();
        var wanted = query.get("resource_types");
        var types =
                metadefs.everywhere(Kind.RESOURCE_TYPE).stream().collect(Collectors.groupingBy(Definition::namespace));
        var all = metadefs.namespaces(r.caller()).stream()
                .filter(n -> !query.has("visibility") || n.visibility().equals(query.get("visibility")))
                .filter(n -> wanted == null || isFor(types.get(n.name()), Set.of(wanted.split(","))))
                .sorted(order(query.get("sort_key", "created_at"), query.get("sort_dir", "desc")))
                .toList();
        var page = page(r, all);
        var body = new LinkedHashMap<String, Object>();
        body.put("first", "/v2/metadefs/namespaces" + Links.query(query, null));
        body.put(
                "namespaces",
                page.stream().map(n -> brief(n, types.get(n.name()))).toList());
        body.put("schema", "/v2/schemas/metadefs/namespaces");
        if (!page.isEmpty() && page.size() == Paging.limit(query)) {
            body.put(
                    "next",
                    "/v2/metadefs/namespaces"
                            + Links.query(query, page.getLast().name()));
        }
        return Response.ok(body);
    }

    private static boolean isFor(@Nullable List<Definition> types, Set<String> wanted) {
        return types != null && types.stream().anyMatch(t -> wanted.contains(t.name()));
    }

    private static Map<String, Object> brief(Namespace n, @Nullable List<Definition> types) {
        return MetadefViews.whole(n, types == null ? List.of() : types);
    }

    private static Comparator<Namespace> order(String key, String dir) {
        Comparator<Namespace> order = switch (key) {
            case "created_at" -> Comparator.comparing(Namespace::createdAt);
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
            from = all.indexOf(metadefs.namespace(r.caller(), marker)) + 1;
        }
        int limit = Math.min(Paging.limit(r.query()), 1000);
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    private Response create(Request r) {
        r.authorize();
        var body = r.body(NamespaceBody.class);
        var project = r.caller().project();
        refuseParts(r, body.wishes());
        var now = clock.instant();
        var namespace = new Namespace(
                body.namespace(),
                body.owner() != null || project == null ? body.owner() : project.id(),
                body.displayName(),
                body.description(),
                body.visibility() == null ? "private" : body.visibility(),
                Boolean.TRUE.equals(body.undeletable()),
                now,
                now);
        metadefs.create(namespace, body.wishes());
        return Response.created(MetadefViews.whole(namespace, metadefs.all(namespace.name())))
                .with("Location", r.baseUrl() + MetadefViews.self(namespace.name()));
    }

    private Response show(Request r) {
        var namespace = allowed(r);
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

    /** The namespace, if the caller may do this to it; for who may not even see it, it is not there. */
    static Namespace authorized(Request r, Namespace namespace) {
        var target = target(namespace);
        try {
            r.authorize(target);
        } catch (Fault.Forbidden e) {
            if (!r.allows("get_metadef_namespace", target)) {
                throw new Fault.NotFound("The resource could not be found.");
            }
            throw e;
        }
        return namespace;
    }

    private Response update(Request r) {
        var old = allowed(r);
        var body = r.body(NamespaceBody.class);
        var project = r.caller().project();
        var after = new Namespace(
                body.namespace(),
                body.owner() != null || project == null ? body.owner() : project.id(),
                body.displayName(),
                body.description(),
                body.visibility() == null ? "private" : body.visibility(),
                Boolean.TRUE.equals(body.undeletable()),
                old.createdAt(),
                clock.instant());
        metadefs.update(old.name(), after);
        return Response.ok(MetadefViews.namespace(after));
    }

    private Response delete(Request r) {
        metadefs.delete(allowed(r));
        return Response.noContent();
    }

    private Namespace allowed(Request r) {
        return authorized(r, metadefs.namespace(r.caller(), r.path("namespace")));
    }

    private Response types(Request r) {
        r.authorize();
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
