package stratus.neutron.domain;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Values as upstream's messages quote them. */
public final class Python {
    private Python() {}

    /** As in {@code [{'destination': '10.1.0.0/24'}]}. */
    public static String repr(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "None";
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "True" : "False";
        }
        if (value.isString()) {
            return quoted(value.stringValue());
        }
        if (value.isArray()) {
            return value.valueStream().map(Python::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(p -> quoted(p.getKey()) + ": " + repr(p.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    /** {@link #repr}, but text as it is. */
    public static String str(JsonNode value) {
        return value.isString() ? value.stringValue() : repr(value);
    }

    private static String quoted(String text) {
        var quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        var escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return quote + (quote.equals("'") ? escaped.replace("'", "\\'") : escaped) + quote;
    }
}
