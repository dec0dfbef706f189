package stratus.glance.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.registry.Metadefs.Wish;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Definitions of metadata as they come in: what their schemas allow. */
final class MetadefBodies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TIMES = List.of("created_at", "updated_at");
    private static final List<String> MADE_HERE = List.of("self", "schema", "created_at", "updated_at");
    private static final int LONGEST = 80;

    private static final JsonSchema NAMESPACE = schema("namespace");
    private static final JsonSchema OBJECT = schema("object");
    private static final JsonSchema PROPERTY = schema("property");
    private static final JsonSchema PART = part();
    private static final JsonSchema TYPE = schema("resource_type");
    private static final JsonSchema TAG = schema("tag");
    private static final JsonSchema TAGS = new JsonSchema(JSON.readTree("""
            {"name": "tags", "additionalProperties": false, "properties": {"tags": {"type": "array", "items":
              {"type": "object", "required": ["name"], "additionalProperties": false,
               "properties": {"name": {"type": "string"}}}}}}
            """));

    private MetadefBodies() {}

    private static JsonSchema schema(String name) {
        return new JsonSchema(SchemasApi.schema("metadefs/" + name));
    }

    /** A property whose name is said elsewhere. */
    private static JsonSchema part() {
        var schema = (ObjectNode) SchemasApi.schema("metadefs/property");
        schema.putArray("required").add("type").add("title");
        return new JsonSchema(schema);
    }

    /** A namespace as a client wishes it; see {@link #parts} for what it defines. */
    static JsonNode namespace(Request r) {
        var body = read(r, MADE_HERE, NAMESPACE);
        if (body.path("namespace").stringValue().isBlank()) {
            throw new Fault.Invalid("A namespace without a name could not be asked for.");
        }
        return body;
    }

    /** All that is to be defined in a namespace. */
    static List<Wish> parts(JsonNode namespace) {
        var all = new ArrayList<Wish>();
        namespace.path("resource_type_associations").forEach(t -> all.add(type(t)));
        namespace.path("objects").forEach(o -> all.add(object(o)));
        namespace.path("tags").forEach(t -> all.add(tag(name(t, Set.of("name")))));
        namespace.path("properties").forEachEntry((name, body) -> {
            limit(name);
            all.add(new Wish(Kind.PROPERTY, name, map(body)));
        });
        return all;
    }

    static Wish newObject(Request r) {
        var body = read(r, MADE_HERE, OBJECT);
        body.path("properties").forEach(PART::check);
        return object(body);
    }

    static Wish changedObject(Request r) {
        return object(read(r, MADE_HERE, OBJECT));
    }

    private static Wish object(JsonNode body) {
        var kept = map(body);
        kept.remove("name");
        return new Wish(Kind.OBJECT, name(body, Set.of("name", "description", "required", "properties")), kept);
    }

    static Wish property(Request r) {
        var body = read(r, TIMES, PROPERTY);
        return new Wish(Kind.PROPERTY, body.path("name").stringValue(), map(body));
    }

    static Wish type(Request r) {
        return type(read(r, TIMES, TYPE));
    }

    private static Wish type(JsonNode body) {
        var kept = map(body);
        kept.remove("name");
        kept.values().forEach(value -> limit(value.toString()));
        return new Wish(Kind.RESOURCE_TYPE, name(body, Set.of("name", "prefix", "properties_target")), kept);
    }

    /** The tag of the address. */
    static Wish newTag(Request r) {
        JsonBody.refuse(r);
        var name = r.path("name");
        TAG.check(JSON.createObjectNode().put("name", name));
        return tag(name);
    }

    static Wish changedTag(Request r) {
        return tag(read(r, TIMES, TAG).path("name").stringValue());
    }

    private static Wish tag(String name) {
        return new Wish(Kind.TAG, name, Map.of());
    }

    static List<String> tags(Request r) {
        var body = read(r, TIMES, TAGS);
        if (!body.has("tags")) {
            throw new Fault.Invalid("Tags to be added not specified");
        }
        return body.path("tags").values().stream()
                .map(tag -> name(tag, Set.of("name")))
                .toList();
    }

    private static JsonNode read(Request r, List<String> readOnly, JsonSchema schema) {
        var body = JsonBody.read(r);
        if (!body.isObject()) {
            throw new Fault.Invalid("The request body is not a JSON object.");
        }
        for (var field : readOnly) {
            if (body.has(field)) {
                throw new Fault.Forbidden("Attribute '%s' is read-only.".formatted(field), null);
            }
        }
        schema.check(body);
        return body;
    }

    /** What schemas of namespaces leave open of their parts: upstream breaks on it. */
    private static String name(JsonNode body, Set<String> known) {
        var name = body.path("name");
        if (!name.isString()) {
            throw new Fault.Invalid("'name' is a required property");
        }
        for (var field : body.propertyNames()) {
            if (!known.contains(field)) {
                throw new Fault.Invalid(
                        "Additional properties are not allowed (%s was unexpected)".formatted(Repr.of(field)));
            }
        }
        limit(name.stringValue());
        return name.stringValue();
    }

    private static void limit(String text) {
        if (text.length() > LONGEST) {
            throw new Fault.Invalid("'%s' is too long".formatted(text));
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

    static @Nullable String text(JsonNode body, String field) {
        return body.path(field).isString() ? body.path(field).stringValue() : null;
    }
}
