package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads what bodies have in common: the one object, texts, metadata, sizes as number or text. */
final class Bodies {
    private static final int LONGEST = 255;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Bodies() {}

    /** The object under the body's one key. */
    static ObjectNode object(Request r, String key) {
        if (r.json().path(key) instanceof ObjectNode object) {
            return object;
        }
        throw new Fault.Invalid("Invalid input for field/attribute body. '%s' is a required property".formatted(key));
    }

    static @Nullable String text(JsonNode object, String key) {
        var value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(key, value, "%s is not of type 'string', 'null'".formatted(value));
        }
        if (value.stringValue().length() > LONGEST) {
            throw invalid(key, value, "'%s' is too long".formatted(value.stringValue()));
        }
        return value.stringValue();
    }

    /** A text that has to be there. */
    static String needed(JsonNode object, String key) {
        var value = text(object, key);
        if (value == null || value.isBlank()) {
            throw new Fault.Invalid(key, "'%s' is a required property".formatted(key));
        }
        return value;
    }

    static @Nullable Integer size(JsonNode object, String key) {
        var value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            int size = value.isString() ? Integer.parseInt(value.stringValue().strip()) : value.intValue();
            if (size > 0 && (value.isString() || value.isIntegralNumber())) {
                return size;
            }
        } catch (RuntimeException e) {
            throw refusedSize(value);
        }
        throw refusedSize(value);
    }

    private static Fault refusedSize(JsonNode value) {
        return new Fault.Invalid(
                "Invalid input received: Invalid volume size provided for create request: %s (size".formatted(value)
                        + " argument must be an integer (or string representation of an integer) and greater than zero).");
    }

    static @Nullable Boolean flag(JsonNode object, String key) {
        var value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return Ask.truth(key, value.asString());
    }

    /** Texts by name; empty where it is absent or null. */
    static Map<String, String> texts(JsonNode object, String key) {
        var value = object.path(key);
        var all = new LinkedHashMap<String, String>();
        if (value.isMissingNode() || value.isNull()) {
            return all;
        }
        if (!(value instanceof ObjectNode map)) {
            throw invalid(key, value, "%s is not of type 'object'".formatted(value));
        }
        map.forEachEntry((name, text) -> {
            if (!text.isString()) {
                throw invalid(name, text, "%s is not of type 'string'".formatted(text));
            }
            refuseLong(name, text.stringValue());
            all.put(name, text.stringValue());
        });
        return all;
    }

    /** The body's one dictionary of texts. */
    static Map<String, String> onlyTexts(Request r, String key) {
        var body = r.json();
        if (!body.path(key).isObject()) {
            throw new Fault.Invalid(
                    "Invalid input for field/attribute body. '%s' is a required property".formatted(key));
        }
        return texts(body, key);
    }

    /** Refuses every other field. */
    static void only(JsonNode object, String... names) {
        var known = List.of(names);
        for (var name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw new Fault.Invalid("Invalid input for field/attribute body. Additional properties are not allowed"
                        + " ('%s' was unexpected)".formatted(name));
            }
        }
    }

    /** One of these words. */
    static String oneOf(JsonNode object, String key, String... words) {
        var value = object.path(key);
        if (value.isString() && List.of(words).contains(value.stringValue())) {
            return value.stringValue();
        }
        throw invalid(key, value, "%s is not one of %s".formatted(value, List.of(words)));
    }

    static boolean neededFlag(JsonNode object, String key) {
        var flag = flag(object, key);
        if (flag == null) {
            throw new Fault.Invalid(key, "'%s' is a required property".formatted(key));
        }
        return flag;
    }

    /** Any dictionary, without its nulls; empty where it is absent or null. */
    static Map<String, Object> dictionary(JsonNode object, String key) {
        var value = object.path(key);
        var all = new LinkedHashMap<String, Object>();
        if (value.isMissingNode() || value.isNull()) {
            return all;
        }
        if (!value.isObject()) {
            throw invalid(key, value, "%s is not of type 'object', 'null'".formatted(value));
        }
        value.forEachEntry((name, one) -> {
            if (!one.isNull()) {
                all.put(name, JSON.convertValue(one, Object.class));
            }
        });
        return all;
    }

    private static void refuseLong(String name, String text) {
        if (name.isEmpty() || name.length() > LONGEST || text.length() > LONGEST) {
            throw new Fault.Invalid(
                    "Invalid metadata: Metadata property key or value of %s is blank or greater than 255 characters."
                            .formatted(name));
        }
    }

    private static Fault invalid(String field, JsonNode value, String problem) {
        return new Fault.Invalid(field, "Value: %s. %s".formatted(value, problem));
    }
}
