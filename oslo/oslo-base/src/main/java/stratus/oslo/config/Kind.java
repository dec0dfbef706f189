package stratus.oslo.config;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import stratus.oslo.base.Secret;
import tools.jackson.databind.JsonNode;

/** The types that a key can have, and how each is read from text. */
enum Kind {
    INT("a whole number", JsonNode::isIntegralNumber, Integer::valueOf),
    LONG("a whole number", JsonNode::isIntegralNumber, Long::valueOf),
    DOUBLE("a number", JsonNode::isNumber, Kind::number),
    BOOLEAN("true or false", JsonNode::isBoolean, Kind::truth),
    STRING("text", JsonNode::isString, text -> text),
    SECRET("text", JsonNode::isString, Secret::new),
    PATH("a path", JsonNode::isString, Path::of),
    DURATION("seconds", JsonNode::isNumber, Kind::seconds),
    LIST("a list of text", JsonNode::isArray, Kind::list),
    MAP("a table of text", JsonNode::isObject, Kind::map);

    private final String description;
    private final Predicate<JsonNode> fits;
    private final Function<String, Object> parser;

    Kind(String description, Predicate<JsonNode> fits, Function<String, Object> parser) {
        this.description = description;
        this.fits = fits;
        this.parser = parser;
    }

    static Kind of(Type type) {
        return switch (type.getTypeName()) {
            case "int", "java.lang.Integer" -> INT;
            case "long", "java.lang.Long" -> LONG;
            case "double", "java.lang.Double" -> DOUBLE;
            case "boolean", "java.lang.Boolean" -> BOOLEAN;
            case "java.lang.String" -> STRING;
            case "stratus.oslo.base.Secret" -> SECRET;
            case "java.nio.file.Path" -> PATH;
            case "java.time.Duration" -> DURATION;
            case "java.util.List<java.lang.String>" -> LIST;
            case "java.util.Map<java.lang.String, java.lang.String>" -> MAP;
            default -> throw new IllegalArgumentException("a key cannot be a " + type.getTypeName());
        };
    }

    String description() {
        return description;
    }

    /** @throws IllegalArgumentException if it is not of this kind */
    Object parse(String text) {
        return parser.apply(text);
    }

    /** @throws IllegalArgumentException if it is not of this kind */
    Object read(JsonNode node) {
        if (!fits.test(node)) {
            throw new IllegalArgumentException(node.getNodeType().toString());
        }
        return switch (this) {
            case LIST -> node.valueStream().map(Kind::text).toList();
            case MAP -> {
                var map = new LinkedHashMap<String, String>();
                node.properties().forEach(e -> map.put(e.getKey(), text(e.getValue())));
                yield Map.copyOf(map);
            }
            default -> parse(node.asString());
        };
    }

    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw new IllegalArgumentException(node.getNodeType().toString());
        }
        return node.stringValue();
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** A number that is one: not infinite, not NaN. */
    private static Object number(String text) {
        return new BigDecimal(text).doubleValue();
    }

    private static Object seconds(String text) {
        try {
            var duration = Duration.ofNanos(
                    new BigDecimal(text).movePointRight(9).toBigInteger().longValueExact());
            if (duration.isNegative()) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static Object map(String text) {
        var map = new LinkedHashMap<String, String>();
        for (var entry : list(text)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(entry);
            }
            map.put(
                    entry.substring(0, equals).strip(),
                    entry.substring(equals + 1).strip());
        }
        return Map.copyOf(map);
    }
}
