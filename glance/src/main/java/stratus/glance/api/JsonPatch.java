package stratus.glance.api;

import java.util.List;
import stratus.glance.app.Edit;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** One operation of a PATCH: {@code add}, {@code replace} or {@code remove} of a field or property. */
final class JsonPatch {
    private JsonPatch() {}

    static void apply(Edit edit, JsonNode change) {
        var op = operation(change);
        var path = change.path(change.has("op") ? "path" : op).asString("");
        if (!path.startsWith("/") || path.length() < 2) {
            throw new Fault.Invalid(
                    "Operations must contain a \"path\" member that begins with '/': '%s'".formatted(path));
        }
        if (path.indexOf('/', 1) > 0) {
            throw new Fault.Invalid("Invalid JSON pointer for this resource: '%s'".formatted(path));
        }
        var name = path.substring(1).replace("~1", "/").replace("~0", "~");
        switch (op) {
            case "add" -> ImageWire.set(edit, name, value(change));
            case "replace" -> {
                if (!ImageWire.BASE.contains(name) && !ImageWire.READ_ONLY.contains(name)) {
                    present(edit, name);
                }
                ImageWire.set(edit, name, value(change));
            }
            case "remove" -> {
                if (ImageWire.BASE.contains(name) || ImageWire.READ_ONLY.contains(name)) {
                    throw new Fault.Forbidden("Property %s may not be removed.".formatted(name), null);
                }
                present(edit, name);
                edit.properties.remove(name);
            }
            default ->
                throw new Fault.Invalid(
                        "Operations must contain exactly one of add, remove, replace: '%s'".formatted(op));
        }
    }

    /** Clients of 2.0 name the operation by the key that has the path. */
    static String operation(JsonNode change) {
        for (var op : List.of("add", "replace", "remove")) {
            if (!change.has("op") && change.has(op)) {
                return op;
            }
        }
        return change.path("op").asString("");
    }

    static JsonNode value(JsonNode change) {
        var value = change.get("value");
        if (value == null) {
            throw new Fault.Invalid("Operation must contain a \"value\" member.");
        }
        return value;
    }

    private static void present(Edit edit, String name) {
        if (!edit.properties.containsKey(name)) {
            throw new Fault.Conflict("Property %s does not exist.".formatted(name));
        }
    }
}
