package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The resource in a request's body, read field by field: in an update what is absent stays, and what nobody names is
 * kept as it is.
 */
final class Fields {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern URL = Pattern.compile("^[a-zA-Z0-9+.-]+:.+");

    private final ObjectNode object;
    private final String path;

    private Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The object under the body's one key. */
    static Fields of(Request request, String key) {
        return of(request.json(), key);
    }

    static Fields of(JsonNode body, String key) {
        if (body.path(key) instanceof ObjectNode object) {
            return new Fields(object, key + ".");
        }
        throw new Fault.Invalid(
                "Expecting to find %s in body. The server could not comply with the request since it is either malformed"
                                .formatted(key)
                        + " or otherwise incorrect. The client is assumed to be in error.");
    }

    /** An immutable resource may be made mutable again, and nothing else. */
    Fields respecting(Map<String, Object> options, String kind, String id) {
        boolean freed = object.size() == 1
                && object.path("options").has("immutable")
                && !object.path("options").path("immutable").asBoolean(false);
        if (Boolean.TRUE.equals(options.get("immutable")) && !freed) {
            throw new Fault.Forbidden(
                    "Unable to update immutable %s resource: `%s. Set resource option \"immutable\" to false first."
                            .formatted(kind, id),
                    null);
        }
        var immutable = object.path("options").path("immutable");
        if (!immutable.isMissingNode() && !immutable.isNull() && !immutable.isBoolean()) {
            throw invalid("options.immutable", "%s is not of type 'boolean'".formatted(immutable));
        }
        return this;
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** Refuses what is in neither of the two. */
    Fields only(Set<String> known, Set<String> more) {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name) && !more.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Fault.Invalid(
                            path.substring(0, path.length() - 1),
                            "Additional properties are not allowed ('%s' was unexpected)".formatted(name));
                });
        return this;
    }

    /** Refuses a change of nothing. */
    Fields some() {
        if (object.isEmpty()) {
            throw new Fault.Invalid(path.substring(0, path.length() - 1), "{} does not have enough properties");
        }
        return this;
    }

    /** The text of a field; null where it is absent or null. */
    @Nullable String text(String name) {
        var value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(name, "%s is not of type 'string'".formatted(value));
        }
        return value.stringValue();
    }

    String text(String name, String otherwise) {
        var value = text(name);
        return value == null ? otherwise : value;
    }

    /** A field that has to be there and not blank. */
    String name(String name) {
        var value = text(name);
        if (value == null) {
            throw new Fault.Invalid("'%s' is a required property".formatted(name));
        }
        return named(name, value);
    }

    /** The name of a project or a domain, which is short. */
    String shortName(String name) {
        var value = name(name);
        if (value.length() > 64) {
            throw invalid(name, "'%s' is too long".formatted(value));
        }
        return value;
    }

    /** A name that may not become empty; the old one where it is absent. */
    String name(String name, String old) {
        return has(name) ? name(name) : old;
    }

    private Fault.Invalid invalid(String name, String problem) {
        return new Fault.Invalid(path + name, problem);
    }

    private String named(String field, String value) {
        if (value.isBlank()) {
            throw invalid(field, "'%s' does not match '[\\\\S]+'".formatted(value));
        }
        if (value.length() > 255) {
            throw invalid(field, "'%s' is too long".formatted(value));
        }
        return value;
    }

    /** An address that has to be there. */
    String url(String name) {
        var value = text(name);
        if (value == null) {
            throw new Fault.Invalid("'%s' is a required property".formatted(name));
        }
        if (value.length() > 225) {
            throw invalid(name, "'%s' is too long".formatted(value));
        }
        if (!URL.matcher(value).lookingAt()) {
            throw invalid(name, "'%s' does not match '%s'".formatted(value, URL));
        }
        return value;
    }

    /** A number that is not negative, or none. */
    @Nullable Long count(String name, @Nullable Long otherwise) {
        var value = object.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid(name, "%s is not of type 'integer'".formatted(value));
        }
        if (value.longValue() < 0) {
            throw invalid(name, "%s is less than the minimum of 0".formatted(value));
        }
        return value.longValue();
    }

    boolean flag(String name, boolean otherwise) {
        var value = object.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "%s is not of type 'boolean'".formatted(value));
        }
        return value.booleanValue();
    }

    List<String> texts(String name, List<String> otherwise) {
        var value = object.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isArray() || value.values().stream().anyMatch(v -> !v.isString())) {
            throw invalid(name, "%s is not a list of strings".formatted(value));
        }
        return value.values().stream().map(JsonNode::stringValue).distinct().toList();
    }

    /** A nested object as a map; what is null in it is taken out of the old one. */
    Map<String, Object> map(String name, Map<String, Object> old) {
        var value = object.path(name);
        if (value.isMissingNode()) {
            return old;
        }
        if (!(value instanceof ObjectNode nested)) {
            throw invalid(name, "%s is not of type 'object'".formatted(value));
        }
        return merge(nested, Set.of(), old);
    }

    /** All that is not among the known fields, on top of what was there. */
    Map<String, Object> extra(Set<String> known, Map<String, Object> old) {
        return merge(object, known, old);
    }

    /** The whole as it came, without some fields. */
    JsonNode raw(String name) {
        return object.path(name);
    }

    private static Map<String, Object> merge(ObjectNode from, Set<String> without, Map<String, Object> old) {
        var all = new LinkedHashMap<>(old);
        from.forEachEntry((key, value) -> {
            if (without.contains(key)) {
                return;
            }
            if (value.isNull()) {
                all.remove(key);
            } else {
                all.put(key, JSON.convertValue(value, Object.class));
            }
        });
        return all;
    }
}
