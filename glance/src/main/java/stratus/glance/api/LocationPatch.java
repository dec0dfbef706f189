package stratus.glance.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.api.JsonPatch.Change;
import stratus.glance.app.LocationChange;
import stratus.glance.app.Locations;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.glance.domain.Validation;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operations of a PATCH on {@code /locations}, whose values fit the schema of images. */
final class LocationPatch {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Request r;
    private final Image image;
    private final Locations locations;

    LocationPatch(Request r, Image image, Locations locations) {
        this.r = r;
        this.image = image;
        this.locations = locations;
    }

    /** Everything but the image's row is asked here: it may be slow. */
    LocationChange read(Change change) {
        return switch (change.op()) {
            case "add" -> add(change.value(), change.at());
            case "replace" -> replace(change.value());
            default -> remove(change.at());
        };
    }

    private LocationChange add(JsonNode value, String at) {
        require("set_image_location", "add");
        var location = location(value);
        int position = position(at, "adding");
        return LocationChange.add(locations.find(location), position, said(List.of(value)));
    }

    private LocationChange replace(JsonNode value) {
        if (value.isEmpty()) {
            throw GlanceErrors.detail(new Fault.Forbidden("Cannot set locations to empty list.", null));
        }
        require("set_image_location", "update");
        var found = new ArrayList<Locations.Found>();
        for (var one : value) {
            found.add(found(location(one)));
        }
        return LocationChange.replace(found, said(List.copyOf(value.values())));
    }

    /** What the image has already needs no second look. */
    private Locations.Found found(Location location) {
        return image.locations().stream()
                .filter(known -> known.url().equals(location.url()))
                .findFirst()
                .map(known -> new Locations.Found(
                        known.store() == null ? location : location.found(known.store()),
                        image.size() == null ? 0 : image.size()))
                .orElseGet(() -> locations.find(location));
    }

    private LocationChange remove(String at) {
        require("delete_image_location", "remove");
        return LocationChange.remove(position(at, "removing"));
    }

    private void require(String rule, String what) {
        Targets.require(r, rule, image);
        if (!locations.rules().shown()) {
            throw new Fault.Forbidden(
                    "It's not allowed to %s locations if locations are invisible.".formatted(what), null);
        }
    }

    private static int position(String text, String doing) {
        if (text.equals("-")) {
            return -1;
        }
        if (!text.matches("\\d{1,6}")) {
            throw new Fault.Invalid("Invalid position for %s a location.".formatted(doing));
        }
        return Integer.parseInt(text);
    }

    private static Location location(JsonNode value) {
        var metadata = new LinkedHashMap<String, Object>();
        value.path("metadata").forEachEntry((key, v) -> {
            requireText(key, v);
            metadata.put(key, JSON.convertValue(v, Object.class));
        });
        return new Location(value.path("url").stringValue(), Map.copyOf(metadata));
    }

    private static void requireText(String key, JsonNode value) {
        if (!value.isString() && !value.isContainer()) {
            throw new Fault.Invalid(
                    "The image metadata key %s has an invalid type. Only dict, list, and unicode are supported."
                            .formatted(key));
        }
        value.forEach(inner -> requireText(key, inner));
    }

    /** What all of them say together. */
    private static Validation said(List<JsonNode> values) {
        var said = Validation.none();
        for (var value : values) {
            var data = value.path("validation_data");
            said = new Validation(
                    agreed("checksum", data, said.checksum()),
                    agreed("os_hash_algo", data, said.algorithm()),
                    agreed("os_hash_value", data, said.hash()));
        }
        return said;
    }

    private static @Nullable String agreed(String name, JsonNode data, @Nullable String before) {
        if (!data.has(name)) {
            return before;
        }
        var text = data.path(name).asString("");
        if (before != null && !before.equals(text)) {
            throw new Fault.Conflict("Conflicting values for %s".formatted(name));
        }
        return text;
    }
}
