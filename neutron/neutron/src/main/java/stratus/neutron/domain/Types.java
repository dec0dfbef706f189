package stratus.neutron.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import stratus.neutron.domain.Attribute.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The validators of attributes, with upstream's words. */
public final class Types {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");
    private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Types() {}

    public static Type any() {
        return (_, value) -> value;
    }

    public static Type text(int longest) {
        return (name, value) -> {
            if (!value.isString()) {
                throw Refusals.invalid(name, "'%s' is not a valid string".formatted(python(value)));
            }
            if (value.stringValue().length() > longest) {
                throw Refusals.invalid(
                        name, "'%s' exceeds maximum length of %d".formatted(value.stringValue(), longest));
            }
            return value;
        };
    }

    public static Type orNull(Type type) {
        return (name, value) -> value.isNull() ? value : type.read(name, value);
    }

    /** As upstream converts: true, "true", "1", 1. */
    public static Type flag() {
        return (_, value) -> {
            if (value.isBoolean()) {
                return value;
            }
            return switch (Resource.text(value).toLowerCase(Locale.ROOT)) {
                case "true", "1" -> NODES.booleanNode(true);
                case "false", "0" -> NODES.booleanNode(false);
                default -> throw Refusals.input("'%s' cannot be converted to boolean".formatted(python(value)));
            };
        };
    }

    public static Type uuid() {
        return (name, value) -> {
            if (!isUuid(value)) {
                throw Refusals.invalid(name, "'%s' is not a valid UUID".formatted(python(value)));
            }
            return value;
        };
    }

    public static boolean isUuid(JsonNode value) {
        return value.isString() && UUID.matcher(value.stringValue()).matches();
    }

    public static Type integer(int least, int most) {
        return (name, value) -> {
            int number = whole(value);
            if (number < least) {
                throw Refusals.invalid(name, "'%s' is too small - must be at least '%d'".formatted(number, least));
            }
            if (number > most) {
                throw Refusals.invalid(name, "'%s' is too large - must be no larger than '%d'".formatted(number, most));
            }
            return NODES.numberNode(number);
        };
    }

    private static int whole(JsonNode value) {
        try {
            return Integer.parseInt(Resource.text(value));
        } catch (NumberFormatException e) {
            throw Refusals.input("'%s' is not an integer".formatted(python(value)));
        }
    }

    public static Type oneOf(String... allowed) {
        return (name, value) -> {
            if (!List.of(allowed).contains(Resource.text(value))) {
                throw Refusals.invalid(
                        name, "'%s' is not in ['%s']".formatted(python(value), String.join("', '", allowed)));
            }
            return value;
        };
    }

    /** One of these numbers. */
    public static Type oneOf(Integer... allowed) {
        return (name, value) -> {
            int number = whole(value);
            if (!List.of(allowed).contains(number)) {
                throw Refusals.invalid(name, "'%d' is not in %s".formatted(number, List.of(allowed)));
            }
            return NODES.numberNode(number);
        };
    }

    public static Type ip() {
        return (name, value) -> {
            if (!value.isString() || !Ip.valid(value.stringValue())) {
                throw Refusals.invalid(name, "'%s' is not a valid IP address".formatted(python(value)));
            }
            return NODES.stringNode(Ip.parse(value.stringValue()).toString());
        };
    }

    public static Type cidr() {
        return (name, value) -> {
            if (!value.isString() || !Cidr.valid(value.stringValue())) {
                throw Refusals.invalid(name, "'%s' is not a valid IP subnet".formatted(python(value)));
            }
            return NODES.stringNode(Cidr.parse(value.stringValue()).toString());
        };
    }

    public static Type mac() {
        return (name, value) -> {
            if (!value.isString() || !MAC.matcher(value.stringValue()).matches()) {
                throw Refusals.invalid(name, "'%s' is not a valid MAC address".formatted(python(value)));
            }
            return NODES.stringNode(value.stringValue().toLowerCase(Locale.ROOT));
        };
    }

    /** A list in which the same may be twice. */
    public static Type each(Type each) {
        return (name, value) -> {
            var read = NODES.arrayNode();
            array(name, value).forEach(item -> read.add(each.read(name, item)));
            return read;
        };
    }

    private static ArrayNode array(String name, JsonNode value) {
        if (value instanceof ArrayNode array) {
            return array;
        }
        throw Refusals.invalid(name, "'%s' is not a list".formatted(python(value)));
    }

    public static Type list(Type each) {
        return (name, value) -> {
            var array = array(name, value);
            var read = new LinkedHashSet<JsonNode>();
            for (var item : array) {
                if (!read.add(each.read(name, item))) {
                    throw Refusals.invalid(name, "Duplicate items in the list: '%s'".formatted(python(item)));
                }
            }
            return NODES.arrayNode().addAll(read);
        };
    }

    /** An object of these keys; {@code required} must be there. */
    public static Type object(Map<String, Type> keys, String... required) {
        return (name, value) -> {
            if (!(value instanceof ObjectNode object)) {
                throw Refusals.invalid(name, "'%s' is not a dictionary".formatted(python(value)));
            }
            var read = NODES.objectNode();
            for (var property : object.properties()) {
                var type = keys.get(property.getKey());
                if (type == null) {
                    throw Refusals.invalid(name, "Unexpected keys supplied: %s".formatted(property.getKey()));
                }
                read.set(property.getKey(), type.read(name, property.getValue()));
            }
            for (var key : required) {
                if (!read.has(key)) {
                    throw Refusals.invalid(name, "Expected keys not found: expected keys {'%s'}".formatted(key));
                }
            }
            return read;
        };
    }

    /** Any object, kept as it is. */
    public static Type dictionary() {
        return (name, value) -> {
            if (!value.isObject()) {
                throw Refusals.invalid(name, "'%s' is not a dictionary".formatted(python(value)));
            }
            return value;
        };
    }

    private static String python(JsonNode value) {
        return Python.str(value);
    }
}
