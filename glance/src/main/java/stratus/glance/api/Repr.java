package stratus.glance.api;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Values as upstream's messages write them. */
final class Repr {
    private Repr() {}

    static String of(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "None";
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        if (value.isString()) {
            return of(value.stringValue());
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Repr::of)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(e -> of(e.getKey()) + ": " + of(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    static String of(String text) {
        var mark = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        var inner = text.replace("\\", "\\\\").replace("\n", "\\n");
        return mark + (mark.equals("'") ? inner.replace("'", "\\'") : inner) + mark;
    }
}
