package stratus.glance.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImageMetadata;
import stratus.glance.domain.ImageMetadata.Minimum;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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
            "direct_url");
    /** What not even a new image may say of itself, whatever it is. */
    private static final List<String> OURS = List.of("direct_url", "self", "file", "schema", "stores");

    private static final List<String> OF_BITS =
            List.of("created_at", "updated_at", "status", "checksum", "size", "virtual_size");
    private static final Set<String> RESERVED = Set.of("deleted", "deleted_at", "location");
    private static final String OWN = "os_glance";
    private static final int LONGEST = 255;
    private static final long MOST = Integer.MAX_VALUE;

    private final JsonSchema schema;
    private final PropertyRules rules;

    public ImageFields(ImageFormats formats, PropertyRules rules) {
        this.schema = new JsonSchema(SchemasApi.image(formats));
        this.rules = rules;
    }

    /** What clients may do to properties. */
    PropertyRules rules() {
        return rules;
    }

    /** All of a new image's, its id apart. */
    Image create(Image queued, JsonNode body) {
        OURS.stream().filter(body::has).findFirst().ifPresent(ImageFields::refuseReadOnly);
        schema.check(body);
        body.propertyNames().stream()
                .filter(name -> !BASE.contains(name) && !OF_BITS.contains(name))
                .forEach(ImageFields::refuseCustom);
        var image = queued;
        for (var name : body.propertyNames()) {
            if (!name.equals("id") && !READ_ONLY.contains(name) && !name.equals("locations")) {
                image = set(image, name, body.path(name));
            }
        }
        return image;
    }

    private static void refuseCustom(String name) {
        if (name.length() > LONGEST) {
            throw new Fault.Invalid("Custom property should not be greater than 255 characters.");
        }
        if (reserved(name)) {
            throw GlanceErrors.detail(new Fault.Forbidden("Attribute '%s' is reserved.".formatted(name), null));
        }
    }

    /** Refuses what only the service knows of an image; asked once the caller may make one. */
    static void refuseGiven(JsonNode body) {
        OF_BITS.stream().filter(body::has).findFirst().ifPresent(ImageFields::refuseReadOnly);
        if (body.has("locations")) {
            throw new Fault.Forbidden("Attribute 'locations' is reserved.", null);
        }
    }

    private static boolean reserved(String name) {
        return RESERVED.contains(name) || name.startsWith(OWN);
    }

    private static void refuseReadOnly(String name) {
        throw new Fault.Forbidden("Attribute '%s' is read-only.".formatted(name), null);
    }

    /** Refuses what clients may not write. */
    static void refuseOwn(String name) {
        if (READ_ONLY.contains(name) || name.equals("id")) {
            refuseReadOnly(name);
        }
        if (reserved(name)) {
            throw new Fault.Forbidden("Attribute '%s' is reserved.".formatted(name), null);
        }
    }

    /** Refuses what is not of the field's type. */
    void check(String name, JsonNode value) {
        schema.check(JsonNodeFactory.instance.objectNode().set(name, value));
    }

    static void tag(JsonNode tag) {
        type(tag, tag.isString(), "'string'");
        length(tag);
        refuseWide(tag);
    }

    /** The image with another value of a field, or a property, that was checked. */
    Image set(Image image, String name, JsonNode value) {
        refuseWide(name, value);
        var metadata = image.metadata();
        var access = metadata.access();
        var minimum = metadata.minimum();
        return switch (name) {
            case "name" -> image.with(metadata.withName(text(value)));
            case "visibility" -> image.with(metadata.with(access.withVisibility(value.stringValue())));
            case "owner" -> image.with(metadata.with(access.withOwner(text(value))));
            case "disk_format" -> image.with(requireQueued(image, name).withDiskFormat(text(value)));
            case "container_format" -> image.with(requireQueued(image, name).withContainerFormat(text(value)));
            case "min_disk" -> image.with(metadata.with(new Minimum(number(name, value), minimum.minRam())));
            case "min_ram" -> image.with(metadata.with(new Minimum(minimum.minDisk(), number(name, value))));
            case "protected" -> image.with(metadata.with(access.withUndeletable(value.booleanValue())));
            case "os_hidden" -> image.with(metadata.with(access.withHidden(value.booleanValue())));
            case "tags" -> image.with(metadata.withTags(tags(value)));
            default -> value.isNull() ? image.withoutProperty(name) : image.withProperty(name, value.stringValue());
        };
    }

    private static ImageMetadata requireQueued(Image image, String name) {
        if (!image.is("queued") && !image.is("importing")) {
            throw new Fault.Forbidden("Attribute %s can be only replaced for a queued image.".formatted(name), null);
        }
        return image.metadata();
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() ? null : value.stringValue();
    }

    private static List<String> tags(JsonNode value) {
        var tags = new ArrayList<String>();
        for (var tag : value) {
            refuseWide(tag);
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

    private static long number(String name, JsonNode value) {
        var number = value.decimalValue();
        if (number.signum() < 0) {
            throw new Fault.Invalid(
                    "Invalid value '%s' for parameter '%s': Cannot be a negative value".formatted(value, name));
        }
        if (number.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw new Fault.Invalid("'%s' value out of range, must not exceed %d.".formatted(name, MOST));
        }
        return number.longValue();
    }

    /** Upstream's databases once could not keep what lies beyond the first plane of Unicode, and its API still says so. */
    private static void refuseWide(String name, JsonNode value) {
        if (wide(name)) {
            throw new Fault.Invalid("Property names can't contain 4 byte unicode.");
        }
        if (value.isString() && wide(value.stringValue())) {
            throw new Fault.Invalid("%s can't contain 4 byte unicode characters.".formatted(titled(name)));
        }
    }

    private static void refuseWide(JsonNode tag) {
        if (wide(tag.stringValue())) {
            throw new Fault.Invalid("Param values can't contain 4 byte unicode.");
        }
    }

    private static boolean wide(String text) {
        return text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
    }

    private static String titled(String name) {
        return Pattern.compile("\\p{L}+")
                .matcher(name)
                .replaceAll(word -> word.group().substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.group().substring(1).toLowerCase(Locale.ROOT));
    }

    static Fault refused(String problem) {
        return new Fault.Invalid("Provided object does not match schema 'image': " + problem);
    }
}
