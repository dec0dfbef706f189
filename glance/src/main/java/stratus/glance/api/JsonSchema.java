package stratus.glance.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** What a body is held to, as far as Glance's schemas go; a refusal has upstream's words for the first problem. */
final class JsonSchema {
    private final JsonNode root;

    /** @param root the schema as clients are shown it */
    JsonSchema(JsonNode root) {
        this.root = root;
    }

    private record Problem(int depth, String message) {}

    /** Refuses what does not fit: of several problems the one that is nearest to the top. */
    void check(JsonNode body) {
        var found = new ArrayList<Problem>();
        check(root, body, 0, found);
        int depth = found.stream().mapToInt(Problem::depth).min().orElse(0);
        found.stream().filter(problem -> problem.depth() == depth).findFirst().ifPresent(problem -> {
            throw new Fault.Invalid("Provided object does not match schema '%s': %s"
                    .formatted(root.path("name").asString(""), problem.message()));
        });
    }

    private void check(JsonNode schema, JsonNode value, int depth, List<Problem> found) {
        if (schema.has("$ref")) {
            check(root.at(schema.path("$ref").stringValue().substring(1)), value, depth, found);
            return;
        }
        schema.forEachEntry((keyword, rule) -> {
            switch (keyword) {
                case "properties" -> properties(rule, value, depth, found);
                case "additionalProperties" -> others(schema, rule, value, depth, found);
                case "items" ->
                    value.values().stream()
                            .filter(item -> value.isArray())
                            .forEach(item -> check(rule, item, depth + 1, found));
                case "allOf" -> rule.forEach(part -> check(part, value, depth, found));
                case "required" -> required(rule, value, depth, found);
                case "dependentRequired" -> together(rule, value, depth, found);
                default -> {
                    var message = problem(keyword, rule, value);
                    if (!message.isEmpty()) {
                        found.add(new Problem(depth, message));
                    }
                }
            }
        });
    }

    private void properties(JsonNode rules, JsonNode value, int depth, List<Problem> found) {
        rules.forEachEntry((name, rule) -> {
            if (value.has(name)) {
                check(rule, value.path(name), depth + 1, found);
            }
        });
    }

    private void others(JsonNode schema, JsonNode rule, JsonNode value, int depth, List<Problem> found) {
        if (!value.isObject()) {
            return;
        }
        var others = new ArrayList<>(value.propertyNames());
        others.removeAll(schema.path("properties").propertyNames());
        if (rule.isObject()) {
            others.forEach(name -> check(rule, value.path(name), depth + 1, found));
        } else if (rule.isBoolean() && !rule.booleanValue() && !others.isEmpty()) {
            var names = others.stream().map(Repr::of).collect(Collectors.joining(", "));
            found.add(new Problem(
                    depth,
                    "Additional properties are not allowed (%s %s unexpected)"
                            .formatted(names, others.size() == 1 ? "was" : "were")));
        }
    }

    private static void required(JsonNode names, JsonNode value, int depth, List<Problem> found) {
        if (value.isObject() && names.isArray()) {
            names.values().stream()
                    .filter(name -> !value.has(name.stringValue()))
                    .forEach(name -> found.add(new Problem(depth, Repr.of(name) + " is a required property")));
        }
    }

    private static void together(JsonNode rules, JsonNode value, int depth, List<Problem> found) {
        rules.forEachEntry((name, needed) -> {
            if (value.has(name)) {
                needed.values().stream()
                        .filter(other -> !value.has(other.stringValue()))
                        .forEach(other -> found.add(
                                new Problem(depth, "%s is a dependency of '%s'".formatted(Repr.of(other), name))));
            }
        });
    }

    /** What a rule of one keyword says against a value; empty for nothing. */
    private static String problem(String keyword, JsonNode rule, JsonNode value) {
        var text = Repr.of(value);
        boolean refused = switch (keyword) {
            case "type" -> !isOf(rule, value);
            case "enum" -> rule.values().stream().noneMatch(value::equals);
            case "maxLength" -> value.isString() && length(value) > rule.intValue();
            case "minLength" -> value.isString() && length(value) < rule.intValue();
            case "minItems" -> value.isArray() && value.size() < rule.intValue();
            case "minimum" -> value.isNumber() && value.doubleValue() < rule.doubleValue();
            case "uniqueItems" ->
                value.isArray() && new HashSet<>(value.values()).size() < value.size() && rule.booleanValue();
            case "pattern" ->
                value.isString()
                        && !Pattern.compile(rule.stringValue())
                                .matcher(value.stringValue())
                                .find();
            default -> false; // what is for readers alone
        };
        return refused ? text + why(keyword, rule) : "";
    }

    private static String why(String keyword, JsonNode rule) {
        return switch (keyword) {
            case "type" ->
                " is not of type "
                        + (rule.isArray()
                                ? rule.values().stream().map(Repr::of).collect(Collectors.joining(", "))
                                : Repr.of(rule));
            case "enum" -> " is not one of " + Repr.of(rule);
            case "maxLength" -> " is too long";
            case "minItems", "minLength" -> " is too short";
            case "minimum" -> " is less than the minimum of " + rule;
            case "uniqueItems" -> " has non-unique elements";
            default -> " does not match " + Repr.of(rule);
        };
    }

    private static int length(JsonNode text) {
        return text.stringValue().codePointCount(0, text.stringValue().length());
    }

    private static boolean isOf(JsonNode types, JsonNode value) {
        return types.isArray()
                ? types.values().stream().anyMatch(type -> isOf(type, value))
                : switch (types.stringValue().toLowerCase(Locale.ROOT)) {
                    case "null" -> value.isNull();
                    case "boolean" -> value.isBoolean();
                    case "integer" -> value.isIntegralNumber() || value.isNumber() && value.doubleValue() % 1 == 0;
                    case "number" -> value.isNumber();
                    case "string" -> value.isString();
                    case "array" -> value.isArray();
                    default -> value.isObject();
                };
    }
}
