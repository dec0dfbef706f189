package stratus.neutron.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A network, port or any other resource under the attribute names of the API; never changed in place. */
public record Resource(@JsonValue ObjectNode body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Resource empty() {
        return new Resource(JSON.createObjectNode());
    }

    public static Resource parse(String json) {
        return new Resource((ObjectNode) JSON.readTree(json));
    }

    public static Resource of(Map<String, Object> attributes) {
        return new Resource(JSON.valueToTree(attributes));
    }

    public static JsonNode tree(@Nullable Object value) {
        return JSON.valueToTree(value);
    }

    public String id() {
        return text("id");
    }

    public String projectId() {
        return text("project_id");
    }

    /** The value as text; empty where there is none. */
    public String text(String name) {
        return text(body.path(name));
    }

    public static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.isString() ? value.stringValue() : value.toString();
    }

    public @Nullable String orNull(String name) {
        return given(name) ? text(name) : null;
    }

    public boolean flag(String name) {
        return body.path(name).asBoolean(false);
    }

    public int number(String name) {
        return body.path(name).asInt(0);
    }

    /** Whether the attribute is there, even as null. */
    public boolean has(String name) {
        return body.has(name);
    }

    /** Whether the attribute has a value. */
    public boolean given(String name) {
        return body.has(name) && !body.path(name).isNull();
    }

    public JsonNode get(String name) {
        return body.path(name);
    }

    public List<Resource> items(String name) {
        var all = new ArrayList<Resource>();
        for (var item : body.path(name)) {
            if (item instanceof ObjectNode object) {
                all.add(new Resource(object));
            }
        }
        return all;
    }

    public List<String> texts(String name) {
        var all = new ArrayList<String>();
        for (var item : body.path(name)) {
            all.add(text(item));
        }
        return all;
    }

    public Resource with(String name, @Nullable Object value) {
        var copy = copy();
        copy.set(name, tree(value));
        return new Resource(copy);
    }

    /** {@link #with} where the attribute is absent. */
    public Resource orElse(String name, @Nullable Object value) {
        return has(name) ? this : with(name, value);
    }

    public Resource without(String name) {
        var copy = copy();
        copy.remove(name);
        return new Resource(copy);
    }

    public Resource without(Collection<String> names) {
        if (names.stream().noneMatch(body::has)) {
            return this;
        }
        var copy = copy();
        names.forEach(copy::remove);
        return new Resource(copy);
    }

    /** With the same values: they are never changed in place either. */
    private ObjectNode copy() {
        return JSON.createObjectNode().setAll(body);
    }

    /** Of these attributes those that are there. */
    public Resource only(Collection<String> names) {
        var some = JSON.createObjectNode();
        body.properties().forEach(p -> {
            if (names.contains(p.getKey())) {
                some.set(p.getKey(), p.getValue());
            }
        });
        return new Resource(some);
    }

    /** With everything that {@code changes} has, in place of what was here. */
    public Resource merge(Resource changes) {
        var copy = copy();
        changes.body.properties().forEach(p -> copy.set(p.getKey(), p.getValue()));
        return new Resource(copy);
    }
}
