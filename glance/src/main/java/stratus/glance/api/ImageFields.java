package stratus.glance.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Edit;
import stratus.glance.domain.ImageFormats;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** The fields of an image as clients may set them; what is no field is a property. */
public final class ImageFields {
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
    private static final Set<String> RESERVED = Set.of("deleted", "deleted_at", "location", "locations");
    private static final String OWN = "os_glance_";
    private static final List<String> VISIBILITIES = List.of("community", "public", "private", "shared");
    private static final Pattern UUID =
            Pattern.compile("^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$");
    private static final List<String> KEY_POLICIES = List.of("on_image_deletion", "do_not_delete");
    private static final int LONGEST = 255;
    private static final long MOST = Integer.MAX_VALUE;

    private final ImageFormats formats;
    private final PropertyRules rules;

    public ImageFields(ImageFormats formats, PropertyRules rules) {
        this.formats = formats;
        this.rules = rules;
    }

    /** What clients may do to properties. */
    PropertyRules rules() {
        return rules;
    }

    /** All of a new image's, its id apart. */
    void create(Edit edit, JsonNode body) {
        body.forEachEntry((name, value) -> {
            if (!READ_ONLY.contains(name) && !RESERVED.contains(name)) {
                check(name, value);
            }
        });
        body.forEachEntry((name, value) -> {
            if (!name.equals("id")) {
                refuseOwn(name);
                set(edit, name, value);
            }
        });
    }

    /** Refuses what clients may not write. */
    static void refuseOwn(String name) {
        if (READ_ONLY.contains(name) || name.equals("id")) {
            throw new Fault.Forbidden("Attribute '%s' is read-only.".formatted(name), null);
        }
        if (RESERVED.contains(name) || name.startsWith(OWN)) {
            throw new Fault.Forbidden("Attribute '%s' is reserved.".formatted(name), null);
        }
    }

    /** Refuses what is not of the field's type. */
    void check(String name, JsonNode value) {
        switch (name) {
            case "id" -> {
                type(value, value.isString(), "'string'");
                uuid(value);
            }
            case "kernel_id", "ramdisk_id" -> {
                type(value, value.isNull() || value.isString(), "'null', 'string'");
                uuid(value);
            }
            case "cinder_encryption_key_deletion_policy" -> {
                type(value, value.isString(), "'string'");
                oneOf(value, KEY_POLICIES, false);
            }
            case "name", "owner" -> {
                type(value, value.isNull() || value.isString(), "'null', 'string'");
                length(value);
            }
            case "visibility" -> {
                type(value, value.isString(), "'string'");
                oneOf(value, VISIBILITIES, false);
            }
            case "disk_format" -> oneOf(value, formats.disk(), true);
            case "container_format" -> oneOf(value, formats.container(), true);
            case "min_disk", "min_ram" -> number(name, value);
            case "protected", "os_hidden" -> type(value, value.isBoolean(), "'boolean'");
            case "tags" -> {
                type(value, value.isArray(), "'array'");
                value.forEach(ImageFields::tag);
            }
            default -> {
                type(value, value.isString(), "'string'");
                if (name.length() > LONGEST) {
                    throw new Fault.Invalid("Custom property should not be greater than 255 characters.");
                }
            }
        }
    }

    static void tag(JsonNode tag) {
        type(tag, tag.isString(), "'string'");
        length(tag);
    }

    /** Sets what was checked. */
    void set(Edit edit, String name, JsonNode value) {
        switch (name) {
            case "name" -> edit.name = text(value);
            case "visibility" -> edit.visibility = value.stringValue();
            case "owner" -> edit.owner = text(value);
            case "disk_format" -> {
                requireQueued(edit, name);
                edit.diskFormat = text(value);
            }
            case "container_format" -> {
                requireQueued(edit, name);
                edit.containerFormat = text(value);
            }
            case "min_disk" -> edit.minDisk = value.longValue();
            case "min_ram" -> edit.minRam = value.longValue();
            case "protected" -> edit.undeletable = value.booleanValue();
            case "os_hidden" -> edit.hidden = value.booleanValue();
            case "tags" -> edit.tags = tags(value);
            default -> {
                if (value.isNull()) {
                    edit.properties.remove(name);
                } else {
                    edit.properties.put(name, value.stringValue());
                }
            }
        }
    }

    private static void requireQueued(Edit edit, String name) {
        if (!edit.status.equals("queued") && !edit.status.equals("importing")) {
            throw new Fault.Forbidden("Attribute %s can be only replaced for a queued image.".formatted(name), null);
        }
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() ? null : value.stringValue();
    }

    private static List<String> tags(JsonNode value) {
        var tags = new ArrayList<String>();
        for (var tag : value) {
            if (!tags.contains(tag.stringValue())) {
                tags.add(tag.stringValue());
            }
        }
        return tags;
    }

    private static void type(JsonNode value, boolean fits, String types) {
        if (!fits) {
            throw refused("%s is not of type %s".formatted(Repr.of(value), types));
        }
    }

    private static void length(JsonNode value) {
        if (value.isString() && value.stringValue().length() > LONGEST) {
            throw refused("%s is too long".formatted(Repr.of(value)));
        }
    }

    private static void uuid(JsonNode value) {
        if (value.isString() && !UUID.matcher(value.stringValue()).matches()) {
            throw refused("%s does not match '%s'".formatted(Repr.of(value), UUID.pattern()));
        }
    }

    private static void oneOf(JsonNode value, List<String> all, boolean nullable) {
        if (nullable && value.isNull() || value.isString() && all.contains(value.stringValue())) {
            return;
        }
        var list = all.stream().map(Repr::of).collect(Collectors.joining(", ", nullable ? "[None, " : "[", "]"));
        throw refused("%s is not one of %s".formatted(Repr.of(value), list));
    }

    private static void number(String name, JsonNode value) {
        type(value, value.isIntegralNumber(), "'integer'");
        long number = value.canConvertToLong() ? value.longValue() : MOST + 1;
        if (number < 0 || number > MOST) {
            throw new Fault.Invalid("Invalid value '%s' for parameter '%s': Cannot be %s"
                    .formatted(value, name, number < 0 ? "a negative value" : "more than " + MOST));
        }
    }

    static Fault refused(String problem) {
        return new Fault.Invalid("Provided object does not match schema 'image': " + problem);
    }
}
