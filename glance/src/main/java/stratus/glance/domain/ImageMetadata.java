package stratus.glance.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/**
 * What the owner of an image says of it.
 *
 * @param properties all that are no fields of the Image API, Glance's own {@code os_glance_*} among them
 * @param tags each of them once
 */
public record ImageMetadata(
        @Nullable String name,
        Access access,
        Formats formats,
        Minimum minimum,
        Map<String, String> properties,
        List<String> tags) {
    /**
     * Whose the image is, and what others may do with it.
     *
     * @param owner the id of a project; null where an administrator made it nobody's
     * @param visibility {@code public}, {@code community}, {@code shared} or {@code private}
     * @param undeletable {@code protected} in the API
     * @param hidden whether lists leave it out unless asked for hidden images: {@code os_hidden} in the API
     */
    public record Access(@Nullable String owner, String visibility, boolean undeletable, boolean hidden) {
        public Access withOwner(@Nullable String owner) {
            return new Access(owner, visibility, undeletable, hidden);
        }

        public Access withVisibility(String visibility) {
            return new Access(owner, visibility, undeletable, hidden);
        }

        public Access withUndeletable(boolean undeletable) {
            return new Access(owner, visibility, undeletable, hidden);
        }

        public Access withHidden(boolean hidden) {
            return new Access(owner, visibility, undeletable, hidden);
        }
    }

    /** What the bytes are said to be; null until that is said, which has to be before there are any. */
    public record Formats(
            @Nullable String diskFormat, @Nullable String containerFormat) {
        /** @throws Fault.Invalid if one of them is not said, in upstream's words */
        public void requireBoth() {
            var missing = new ArrayList<String>();
            if (diskFormat == null) {
                missing.add("disk_format");
            }
            if (containerFormat == null) {
                missing.add("container_format");
            }
            if (!missing.isEmpty()) {
                throw new Fault.Invalid("%s %s must be set prior to saving data."
                        .formatted(missing.size() == 1 ? "Property" : "Properties", String.join(", ", missing)));
            }
        }
    }

    /**
     * What a server needs to boot the image.
     *
     * @param minDisk in GiB; 0 for any
     * @param minRam in MiB; 0 for any
     */
    public record Minimum(long minDisk, long minRam) {}

    public ImageMetadata {
        properties = Map.copyOf(properties);
        tags = List.copyOf(tags);
    }

    /** Of a new image that nothing else is said of: shared, and neither protected nor hidden. */
    public static ImageMetadata of(@Nullable String owner) {
        var access = new Access(owner, "shared", false, false);
        return new ImageMetadata(null, access, new Formats(null, null), new Minimum(0, 0), Map.of(), List.of());
    }

    public ImageMetadata withName(@Nullable String name) {
        return new ImageMetadata(name, access, formats, minimum, properties, tags);
    }

    public ImageMetadata with(Access access) {
        return new ImageMetadata(name, access, formats, minimum, properties, tags);
    }

    public ImageMetadata with(Formats formats) {
        return new ImageMetadata(name, access, formats, minimum, properties, tags);
    }

    public ImageMetadata withDiskFormat(@Nullable String diskFormat) {
        return with(new Formats(diskFormat, formats.containerFormat()));
    }

    public ImageMetadata withContainerFormat(@Nullable String containerFormat) {
        return with(new Formats(formats.diskFormat(), containerFormat));
    }

    public ImageMetadata with(Minimum minimum) {
        return new ImageMetadata(name, access, formats, minimum, properties, tags);
    }

    public ImageMetadata withProperties(Map<String, String> properties) {
        return new ImageMetadata(name, access, formats, minimum, properties, tags);
    }

    public ImageMetadata withTags(List<String> tags) {
        return new ImageMetadata(name, access, formats, minimum, properties, tags);
    }
}
