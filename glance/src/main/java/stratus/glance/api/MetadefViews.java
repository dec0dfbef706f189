package stratus.glance.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Definition;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.domain.Namespace;
import stratus.oslo.base.TimeFormat;
import tools.jackson.databind.JsonNode;

/** Definitions of metadata as bodies show them. */
final class MetadefViews {
    private static final Comparator<Definition> KEPT = Comparator.comparing(Definition::createdAt);

    private MetadefViews() {}

    static Map<String, Object> namespace(Namespace n) {
        var view = new LinkedHashMap<String, Object>();
        view.put("namespace", n.name());
        put(view, "display_name", n.displayName());
        put(view, "description", n.description());
        view.put("visibility", n.visibility());
        view.put("protected", n.undeletable());
        put(view, "owner", n.owner());
        view.put("created_at", TimeFormat.SECONDS_Z.write(n.createdAt()));
        view.put("updated_at", TimeFormat.SECONDS_Z.write(n.updatedAt()));
        view.put("self", self(n.name()));
        view.put("schema", "/v2/schemas/metadefs/namespace");
        return view;
    }

    /** What was just made, with its parts as they were sent. */
    static Map<String, Object> asSent(Namespace n, JsonNode body) {
        var view = namespace(n);
        for (var part : List.of("resource_type_associations", "properties", "objects", "tags")) {
            if (body.has(part)) {
                view.put(part, body.path(part));
            }
        }
        return view;
    }

    /** With what it defines; what there is nothing of is left out. */
    static Map<String, Object> whole(Namespace n, List<Definition> all) {
        var view = namespace(n);
        list(view, "resource_type_associations", all, Kind.RESOURCE_TYPE);
        list(view, "objects", all, Kind.OBJECT);
        list(view, "tags", all, Kind.TAG);
        var properties = properties(all);
        if (!properties.isEmpty()) {
            view.put("properties", properties);
        }
        return view;
    }

    private static void list(Map<String, Object> view, String key, List<Definition> all, Kind kind) {
        var found = all.stream()
                .filter(d -> d.kind() == kind)
                .sorted(kind == Kind.TAG ? KEPT.reversed() : KEPT)
                .map(MetadefViews::brief)
                .toList();
        if (!found.isEmpty()) {
            view.put(key, found);
        }
    }

    static Map<String, Object> properties(List<Definition> all) {
        var view = new LinkedHashMap<String, Object>();
        all.stream().filter(d -> d.kind() == Kind.PROPERTY).forEach(d -> view.put(d.name(), d.body()));
        return view;
    }

    /** As lists have it: of a tag the name alone. */
    static Map<String, Object> brief(Definition d) {
        return d.kind() == Kind.TAG ? Map.of("name", d.name()) : kept(d);
    }

    /** As it is read again: an object without properties has none. */
    static Map<String, Object> kept(Definition d) {
        var view = one(d);
        if (d.kind() == Kind.OBJECT) {
            view.putIfAbsent("required", List.of());
            view.putIfAbsent("properties", Map.of());
        }
        return view;
    }

    static Map<String, Object> one(Definition d) {
        var view = new LinkedHashMap<String, Object>();
        view.put("name", d.name());
        view.putAll(d.body());
        if (d.kind() != Kind.PROPERTY) {
            view.put("created_at", TimeFormat.SECONDS_Z.write(d.createdAt()));
            view.put("updated_at", TimeFormat.SECONDS_Z.write(d.updatedAt()));
        }
        if (d.kind() == Kind.OBJECT) {
            view.put("self", "%s/objects/%s".formatted(self(d.namespace()), d.name()));
            view.put("schema", "/v2/schemas/metadefs/object");
        }
        return view;
    }

    /** Names as resources of a type have them. */
    static void prefix(Map<String, Object> view, String prefix) {
        view.computeIfPresent("properties", (_, all) -> prefixed(prefix, all));
        if (view.get("objects") instanceof List<?> objects) {
            view.put(
                    "objects",
                    objects.stream().map(o -> prefixedObject(prefix, o)).toList());
        }
    }

    private static Map<String, Object> prefixed(String prefix, Object properties) {
        var renamed = new LinkedHashMap<String, Object>();
        if (properties instanceof Map<?, ?> all) {
            all.forEach((name, body) -> renamed.put(prefix + name, body));
        }
        return renamed;
    }

    private static Map<String, Object> prefixedObject(String prefix, Object object) {
        var renamed = new LinkedHashMap<String, Object>();
        if (object instanceof Map<?, ?> all) {
            all.forEach((name, body) -> renamed.put(name.toString(), body));
        }
        renamed.computeIfPresent("properties", (_, all) -> prefixed(prefix, all));
        if (renamed.get("required") instanceof List<?> required) {
            renamed.put("required", required.stream().map(name -> prefix + name).toList());
        }
        return renamed;
    }

    static String self(String namespace) {
        return "/v2/metadefs/namespaces/" + namespace;
    }

    private static void put(Map<String, Object> view, String key, @Nullable Object value) {
        if (value != null) {
            view.put(key, value);
        }
    }
}
