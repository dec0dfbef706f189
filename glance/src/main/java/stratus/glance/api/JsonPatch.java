package stratus.glance.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** Reads the operations of a PATCH, in the shape of its media type. */
final class JsonPatch {
    /** With the operation's name as the key of the path, as a draft of the standard once had it. */
    private static final String OLD = "application/openstack-images-v2.0-json-patch";

    private static final String NEW = "application/openstack-images-v2.1-json-patch";
    private static final String LOCATIONS = "locations";
    private static final List<String> OPERATIONS = List.of("add", "remove", "replace");
    /** Parts that a path has; one for all others. */
    private static final Map<String, Map<String, Integer>> DEPTHS =
            Map.of(LOCATIONS, Map.of("add", 2, "remove", 2, "replace", 1));

    private static final Pattern ADJACENT = Pattern.compile("(?U)/\\s*?/");
    private static final Pattern ENDS = Pattern.compile("(?U)^\\s+|\\s+$");
    private static final Pattern STRAY = Pattern.compile("~[^01]|~$");

    private final boolean old;

    private JsonPatch(boolean old) {
        this.old = old;
    }

    /**
     * One operation.
     *
     * @param name the field or property
     * @param value missing for a removal
     * @param at a place in the field's list; empty for the whole
     * @param old whether it is of the older shape, where what is there cannot be added
     */
    record Change(String op, String name, JsonNode value, String at, boolean old) {
        boolean ofLocations() {
            return name.equals(LOCATIONS);
        }

        boolean removes() {
            return op.equals("remove");
        }
    }

    /** The shape that a content type stands for. */
    static JsonPatch of(@Nullable String contentType) {
        var type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!type.equals(OLD) && !type.equals(NEW)) {
            throw new Fault.UnsupportedMediaType("Image PATCH expects Content-Type one of: %s, %s".formatted(OLD, NEW));
        }
        return new JsonPatch(type.equals(OLD));
    }

    List<Change> read(JsonNode body, ImageFields fields) {
        if (!body.isArray()) {
            throw new Fault.Invalid("Request body must be a JSON array of operation objects.");
        }
        var changes = new ArrayList<Change>();
        for (var raw : body) {
            if (!raw.isObject()) {
                throw new Fault.Invalid("Operations must be JSON objects.");
            }
            changes.add(change(raw, fields));
        }
        return changes;
    }

    private Change change(JsonNode raw, ImageFields fields) {
        var op = old ? oldOperation(raw) : operation(raw);
        var pointer = raw.path(old ? op : "path");
        if (pointer.isMissingNode()) {
            throw new Fault.Invalid("Unable to find 'path' in JSON Schema change");
        }
        var path = parts(pointer.isString() ? pointer.stringValue() : pointer.toString());
        var name = path.getFirst();
        if (path.size() != DEPTHS.getOrDefault(name, Map.of()).getOrDefault(op, 1)) {
            throw new Fault.Invalid("Invalid JSON pointer for this resource: '/%s'".formatted(String.join("/", path)));
        }
        var value = op.equals("remove") ? MissingNode.getInstance() : raw.path("value");
        if (value.isMissingNode() && !op.equals("remove")) {
            throw new Fault.Invalid("Operation \"%s\" requires a member named \"value\".".formatted(op));
        }
        ImageFields.refuseOwn(name);
        if (!value.isMissingNode()) {
            fields.check(name, path.size() == 1 ? value : listOf(value));
        }
        return new Change(op, name, value, path.size() > 1 ? path.get(1) : "", old);
    }

    private static JsonNode listOf(JsonNode value) {
        return JsonNodeFactory.instance.arrayNode().add(value);
    }

    private static String operation(JsonNode raw) {
        var all = String.join(", ", OPERATIONS);
        if (!raw.has("op") || raw.path("op").isNull()) {
            throw new Fault.Invalid(
                    "Unable to find `op` in JSON Schema change. It must be one of the following: %s.".formatted(all));
        }
        var op = raw.path("op").asString("");
        if (!OPERATIONS.contains(op)) {
            throw new Fault.Invalid("Invalid operation: `%s`. It must be one of the following: %s.".formatted(op, all));
        }
        return op;
    }

    private static String oldOperation(JsonNode raw) {
        var found = OPERATIONS.stream().filter(raw::has).toList();
        if (found.size() != 1) {
            throw new Fault.Invalid("Operation objects must contain %s one member named \"add\", \"remove\", or"
                            .formatted(found.isEmpty() ? "exactly" : "only")
                    + " \"replace\".");
        }
        return found.getFirst();
    }

    private static List<String> parts(String pointer) {
        if (!pointer.startsWith("/")) {
            throw new Fault.Invalid("Pointer `%s` does not start with \"/\".".formatted(pointer));
        }
        if (ADJACENT.matcher(pointer.substring(1)).find()) {
            throw new Fault.Invalid("Pointer `%s` contains adjacent \"/\".".formatted(pointer));
        }
        if (pointer.length() > 1 && pointer.endsWith("/")) {
            throw new Fault.Invalid("Pointer `%s` end with \"/\".".formatted(pointer));
        }
        if (STRAY.matcher(pointer).find()) {
            throw new Fault.Invalid(
                    "Pointer `%s` contains \"~\" not part of a recognized escape sequence.".formatted(pointer));
        }
        var inner = pointer.replaceFirst("^/+", "");
        return Arrays.stream(inner.split("/", -1))
                .map(part ->
                        ENDS.matcher(part.replace("~1", "/").replace("~0", "~")).replaceAll(""))
                .toList();
    }
}
