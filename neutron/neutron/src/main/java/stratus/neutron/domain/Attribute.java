package stratus.neutron.domain;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the API lets be said of one attribute of a resource.
 *
 * @param otherwise its value where a POST does not say; null leaves it out
 */
public record Attribute(
        String name,
        boolean post,
        boolean put,
        boolean required,
        @Nullable JsonNode otherwise,
        Type type) {
    /** Checks a value as sent and gives it as it is kept. */
    @FunctionalInterface
    public interface Type {
        JsonNode read(String name, JsonNode value);
    }

    public static Attribute both(String name, Type type, Object otherwise) {
        return new Attribute(name, true, true, false, Resource.tree(otherwise), type);
    }

    /** May be left out, and then it is for the use case to decide. */
    public static Attribute both(String name, Type type) {
        return new Attribute(name, true, true, false, null, type);
    }

    public static Attribute post(String name, Type type) {
        return new Attribute(name, true, false, false, null, type);
    }

    /** May not be changed. */
    public static Attribute post(String name, Type type, Object otherwise) {
        return new Attribute(name, true, false, false, Resource.tree(otherwise), type);
    }

    public static Attribute required(String name, Type type) {
        return new Attribute(name, true, false, true, null, type);
    }

    /** Must be in a POST, and may be changed. */
    public static Attribute needed(String name, Type type) {
        return new Attribute(name, true, true, true, null, type);
    }

    public static Attribute put(String name, Type type) {
        return new Attribute(name, false, true, false, null, type);
    }

    public static Attribute readOnly(String name) {
        return new Attribute(name, false, false, false, null, (_, value) -> value);
    }
}
