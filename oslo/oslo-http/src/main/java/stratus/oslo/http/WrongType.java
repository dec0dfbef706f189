package stratus.oslo.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with a value of a body in the words of a JSON schema, as OpenStack's services do. */
final class WrongType {
    private WrongType() {}

    static Fault.Invalid of(DatabindException e, JsonNode body) {
        var path = new ArrayList<String>();
        JsonNode value = body;
        for (var step : e.getPath()) {
            var name = step.getPropertyName();
            path.add(name == null ? String.valueOf(step.getIndex()) : name);
            value = name == null ? value.path(step.getIndex()) : value.path(name);
        }
        var field = path.isEmpty() ? "body" : String.join(".", path);
        var wanted = e instanceof MismatchedInputException mismatch ? type(mismatch.getTargetType()) : null;
        if (wanted == null || value.isMissingNode()) {
            return new Fault.Invalid(field, "%s is not valid".formatted(text(value)));
        }
        if (!wanted.equals("uuid")) {
            return new Fault.Invalid(field, "%s is not of type '%s'".formatted(text(value), wanted));
        }
        return new Fault.Invalid(
                field, "%s is not %s".formatted(text(value), value.isString() ? "a 'uuid'" : "of type 'string'"));
    }

    private static @Nullable String type(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        if (type == String.class || type.isEnum()) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == UUID.class) {
            return "uuid";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "object" : null;
    }

    /** A value as upstream's messages print it, which is Python's way. */
    static String text(JsonNode value) {
        if (value.isString()) {
            return "'" + value.stringValue() + "'";
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        if (value.isNull() || value.isMissingNode()) {
            return "None";
        }
        if (value.isArray()) {
            return value.valueStream().map(WrongType::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.propertyStream()
                    .map(e -> "'%s': %s".formatted(e.getKey(), text(e.getValue())))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }
}
