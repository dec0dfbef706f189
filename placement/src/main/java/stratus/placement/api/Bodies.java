package stratus.placement.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** Reads bodies whose keys are data: providers, consumers and classes stand where other APIs have fields. */
final class Bodies {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");

    private Bodies() {}

    static void only(JsonNode object, Set<String> names) {
        if (!object.isObject()) {
            throw schema("%s is not of type 'object'".formatted(object));
        }
        for (var name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw schema("Additional properties are not allowed ('%s' was unexpected)".formatted(name));
            }
        }
    }

    static JsonNode required(JsonNode object, String name) {
        var value = object.get(name);
        if (value == null) {
            throw schema("'%s' is a required property".formatted(name));
        }
        return value;
    }

    static String text(JsonNode object, String name) {
        var value = required(object, name);
        if (!value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > 255) {
            throw schema("%s is not valid: '%s' is a string of 1 to 255 characters".formatted(value, name));
        }
        return value.stringValue();
    }

    static @Nullable Long number(JsonNode object, String name) {
        var value = required(object, name);
        if (value.isNull()) {
            return null;
        }
        return whole(value);
    }

    static Map<String, Long> amounts(JsonNode object) {
        if (!object.isObject() || object.isEmpty()) {
            throw schema("%s does not have enough properties: 'resources' names at least one".formatted(object));
        }
        var amounts = new LinkedHashMap<String, Long>();
        object.forEachEntry((name, value) -> {
            long amount = whole(value);
            if (amount < 1) {
                throw schema("%d is less than the minimum of 1".formatted(amount));
            }
            amounts.put(name, amount);
        });
        return amounts;
    }

    static String uuid(String text) {
        if (!UUID.matcher(text).matches()) {
            throw schema("'%s' is not a 'uuid'".formatted(text));
        }
        return text;
    }

    static Fault schema(String problem) {
        return new Fault.Invalid("JSON does not validate: " + problem);
    }

    private static long whole(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw schema("%s is not of type 'integer'".formatted(value));
        }
        return value.longValue();
    }
}
