package stratus.glance.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Metadefs.Wish;
import stratus.glance.domain.Definition.Kind;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Definitions of metadata as they come in. */
final class MetadefBodies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "number", "object", "string", "null");
    private static final Set<String> PROPERTY = Set.of(
            "name",
            "title",
            "description",
            "operators",
            "type",
            "required",
            "minimum",
            "maximum",
            "maxLength",
            "minLength",
            "pattern",
            "enum",
            "readonly",
            "default",
            "items",
            "maxItems",
            "minItems",
            "uniqueItems",
            "additionalItems");

    private MetadefBodies() {}

    record NamespaceBody(
            String namespace,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable String visibility,
            @JsonProperty("protected") @Nullable Boolean undeletable,
            @Nullable String owner,
            @Nullable List<TypeBody> resourceTypeAssociations,
            @Nullable List<JsonNode> objects,
            @Nullable JsonNode properties,
            @Nullable List<TagBody> tags) {
        NamespaceBody {
            limit("namespace", namespace, 80);
            limit("display_name", displayName, 80);
            limit("description", description, 500);
            limit("owner", owner, 255);
            if (namespace.isBlank()) {
                throw refused("namespace", "it may not be empty");
            }
            if (visibility != null && !Set.of("public", "private").contains(visibility)) {
                throw refused("visibility", "'%s' is not one of ['public', 'private']".formatted(visibility));
            }
        }

        /** All that is to be defined in it. */
        List<Wish> wishes() {
            var all = new ArrayList<Wish>();
            if (resourceTypeAssociations != null) {
                resourceTypeAssociations.forEach(t -> all.add(t.wish()));
            }
            if (objects != null) {
                objects.forEach(o -> all.add(object(o)));
            }
            if (properties != null) {
                MetadefBodies.properties(properties)
                        .forEach((name, body) -> all.add(new Wish(Kind.PROPERTY, name, body)));
            }
            if (tags != null) {
                tags.forEach(t -> all.add(new Wish(Kind.TAG, t.name(), Map.of())));
            }
            return all;
        }
    }

    record TypeBody(
            String name, @Nullable String prefix, @Nullable String propertiesTarget) {
        TypeBody {
            limit("name", name, 80);
            limit("prefix", prefix, 80);
            limit("properties_target", propertiesTarget, 80);
        }

        Wish wish() {
            var body = new LinkedHashMap<String, Object>();
            if (prefix != null) {
                body.put("prefix", prefix);
            }
            if (propertiesTarget != null) {
                body.put("properties_target", propertiesTarget);
            }
            return new Wish(Kind.RESOURCE_TYPE, name, body);
        }
    }

    record TagBody(String name) {
        TagBody {
            limit("name", name, 80);
        }
    }

    record TagsBody(List<TagBody> tags) {}

    static Wish object(JsonNode body) {
        only(body, "object", Set.of("name", "description", "required", "properties"));
        var name = name(body);
        var kept = map(body);
        kept.remove("name");
        if (body.has("properties")) {
            kept.put("properties", properties(body.path("properties")));
        }
        return new Wish(Kind.OBJECT, name, kept);
    }

    static Wish property(JsonNode body) {
        var name = name(body);
        var kept = new LinkedHashMap<>(property(name, body));
        kept.remove("name");
        return new Wish(Kind.PROPERTY, name, kept);
    }

    private static Map<String, Map<String, Object>> properties(JsonNode all) {
        if (!all.isObject()) {
            throw refused("properties", "it is not of type 'object'");
        }
        var read = new LinkedHashMap<String, Map<String, Object>>();
        all.forEachEntry((name, body) -> read.put(name, property(name, body)));
        return read;
    }

    private static Map<String, Object> property(String name, JsonNode body) {
        only(body, "property", PROPERTY);
        for (var field : List.of("title", "type")) {
            if (!body.path(field).isString()) {
                throw refused(name, "'%s' is a required property".formatted(field));
            }
        }
        if (!TYPES.contains(body.path("type").stringValue())) {
            throw refused(name, "'%s' is no type".formatted(body.path("type").stringValue()));
        }
        return map(body);
    }

    private static String name(JsonNode body) {
        var name = body.path("name");
        if (!name.isString() || name.stringValue().isBlank()) {
            throw refused("name", "'name' is a required property");
        }
        limit("name", name.stringValue(), 80);
        return name.stringValue();
    }

    private static void only(JsonNode body, String kind, Set<String> known) {
        if (!body.isObject()) {
            throw refused(kind, "it is not of type 'object'");
        }
        for (var field : body.propertyNames()) {
            if (!known.contains(field)) {
                throw refused(kind, "Additional properties are not allowed ('%s' was unexpected)".formatted(field));
            }
        }
    }

    private static Map<String, Object> map(JsonNode body) {
        var map = new LinkedHashMap<String, Object>();
        body.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                map.put(name, JSON.convertValue(value, Object.class));
            }
        });
        return map;
    }

    private static void limit(String field, @Nullable String value, int most) {
        if (value != null && value.length() > most) {
            throw refused(field, "'%s' is too long".formatted(value));
        }
    }

    private static Fault refused(String field, String why) {
        return new Fault.Invalid("Provided object does not match schema: %s: %s".formatted(field, why));
    }
}
