package stratus.glance.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Edit;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import tools.jackson.databind.JsonNode;

/** Images as the wire has them: properties lie flat beside the fields. */
final class ImageWire {
    static final Set<String> READ_ONLY = Set.of(
            "status",
            "created_at",
            "updated_at",
            "size",
            "virtual_size",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "self",
            "file",
            "schema",
            "direct_url",
            "stores");
    private static final Set<String> RESERVED = Set.of("deleted", "deleted_at", "is_public", "location", "locations");
    static final Set<String> BASE = Set.of(
            "id",
            "name",
            "visibility",
            "owner",
            "disk_format",
            "container_format",
            "min_disk",
            "min_ram",
            "protected",
            "os_hidden",
            "tags");
    private static final List<String> DISKS =
            List.of("ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop");
    private static final List<String> CONTAINERS =
            List.of("ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed");
    private static final List<String> VISIBILITIES = List.of("community", "public", "private", "shared");

    private ImageWire() {}

    static Map<String, @Nullable Object> of(Image image) {
        var wire = new LinkedHashMap<String, @Nullable Object>(image.properties());
        wire.put("id", image.id());
        wire.put("name", image.name());
        wire.put("status", image.status());
        wire.put("visibility", image.visibility());
        wire.put("owner", image.owner());
        wire.put("disk_format", image.diskFormat());
        wire.put("container_format", image.containerFormat());
        wire.put("size", image.size());
        wire.put("virtual_size", image.virtualSize());
        wire.put("checksum", image.checksum());
        wire.put("os_hash_algo", image.osHashAlgo());
        wire.put("os_hash_value", image.osHashValue());
        wire.put("min_disk", image.minDisk());
        wire.put("min_ram", image.minRam());
        wire.put("protected", image.undeletable());
        wire.put("os_hidden", image.hidden());
        wire.put("tags", image.tags());
        wire.put("created_at", TimeFormat.SECONDS_Z.write(image.createdAt()));
        wire.put("updated_at", TimeFormat.SECONDS_Z.write(image.updatedAt()));
        var stores = image.locations().stream()
                .map(Location::store)
                .filter(Objects::nonNull)
                .toList();
        if (!stores.isEmpty()) {
            wire.put("stores", String.join(",", stores));
        }
        wire.put("self", "/v2/images/" + image.id());
        wire.put("file", "/v2/images/" + image.id() + "/file");
        wire.put("schema", "/v2/schemas/image");
        return wire;
    }

    /** Sets one field or property; refuses what may not be set, or not so. */
    static void set(Edit edit, String name, JsonNode value) {
        if (READ_ONLY.contains(name)) {
            throw new Fault.Forbidden("Attribute '%s' is read-only.".formatted(name), null);
        }
        if (RESERVED.contains(name) || name.startsWith("os_glance_")) {
            throw new Fault.Forbidden("Attribute '%s' is reserved.".formatted(name), null);
        }
        switch (name) {
            case "name" -> edit.name = text(name, value, true);
            case "visibility" -> edit.visibility = oneOf(name, value, VISIBILITIES);
            case "owner" -> edit.owner = text(name, value, true);
            case "disk_format" -> {
                requireQueued(edit, name);
                edit.diskFormat = value.isNull() ? null : oneOf(name, value, DISKS);
            }
            case "container_format" -> {
                requireQueued(edit, name);
                edit.containerFormat = value.isNull() ? null : oneOf(name, value, CONTAINERS);
            }
            case "min_disk" -> edit.minDisk = number(name, value);
            case "min_ram" -> edit.minRam = number(name, value);
            case "protected" -> edit.undeletable = bool(name, value);
            case "os_hidden" -> edit.hidden = bool(name, value);
            case "tags" -> edit.tags = tags(value);
            case "id" -> throw new Fault.Forbidden("Attribute 'id' is read-only.", null);
            default -> {
                if (name.isEmpty() || name.length() > 255) {
                    throw refused(name, "a property's name has 1 to 255 characters");
                }
                edit.properties.put(name, String.valueOf(text(name, value, false)));
            }
        }
    }

    private static void requireQueued(Edit edit, String name) {
        if (!edit.status.equals("queued")) {
            throw new Fault.Forbidden("Attribute %s can be only replaced for a queued image.".formatted(name), null);
        }
    }

    private static @Nullable String text(String name, JsonNode value, boolean nullable) {
        if (value.isNull() && nullable) {
            return null;
        }
        if (!value.isString()) {
            throw refused(name, "%s is not of type 'string'".formatted(value));
        }
        if (BASE.contains(name) && value.stringValue().length() > 255) {
            throw refused(name, "'%s' is too long".formatted(value.stringValue()));
        }
        return value.stringValue();
    }

    private static String oneOf(String name, JsonNode value, List<String> all) {
        if (!value.isString() || !all.contains(value.stringValue())) {
            throw refused(name, "%s is not one of %s".formatted(value, all));
        }
        return value.stringValue();
    }

    private static long number(String name, JsonNode value) {
        if (!value.isIntegralNumber() || value.longValue() < 0 || value.longValue() > Integer.MAX_VALUE) {
            throw refused(name, "%s is not a number from 0 to %d".formatted(value, Integer.MAX_VALUE));
        }
        return value.longValue();
    }

    private static boolean bool(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw refused(name, "%s is not of type 'boolean'".formatted(value));
        }
        return value.booleanValue();
    }

    private static List<String> tags(JsonNode value) {
        if (!value.isArray()) {
            throw refused("tags", "%s is not of type 'array'".formatted(value));
        }
        var tags = new ArrayList<String>();
        for (var tag : value) {
            if (!tag.isString() || tag.stringValue().length() > 255) {
                throw refused("tags", "%s is not a string of at most 255 characters".formatted(tag));
            }
            if (!tags.contains(tag.stringValue())) {
                tags.add(tag.stringValue());
            }
        }
        return tags;
    }

    static Fault refused(String name, String problem) {
        return new Fault.Invalid("Provided object does not match schema 'image': %s: %s".formatted(name, problem));
    }
}
