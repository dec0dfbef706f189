package stratus.glance.app;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Format;
import stratus.glance.domain.Image;
import stratus.oslo.base.Fault;

/** Holds what an image says it is against what it begins with. */
final class Inspection {
    /** Nobody can look into these. */
    private static final Set<String> OPAQUE = Set.of("ami", "ari", "aki", "ploop");

    private Inspection() {}

    /**
     * The virtual size where it is known.
     *
     * @throws Fault.UnsupportedMediaType for content that is not what it claims, or that reaches outside itself
     */
    static @Nullable Long check(Image image, byte[] head) {
        if (!"bare".equals(image.containerFormat())) {
            return null;
        }
        var found = Format.all(head);
        if (found.size() > 1) {
            throw new Fault.UnsupportedMediaType("Multiple formats detected: %s".formatted(names(found)));
        }
        var format = found.getFirst();
        var claimed = String.valueOf(image.diskFormat());
        boolean same = name(format).equals(claimed);
        if (!same && !claimed.equals("raw") && !(format == Format.RAW && OPAQUE.contains(claimed))) {
            throw new Fault.UnsupportedMediaType(
                    "Image disk_format %s does not match stream data %s".formatted(claimed, name(format)));
        }
        var danger = format.danger(head);
        if (danger != null) {
            throw new Fault.UnsupportedMediaType(
                    "Image failed safety checks: as %s, %s".formatted(name(format), danger));
        }
        return same ? format.virtualSize(head) : null;
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(List<Format> formats) {
        return formats.stream().map(Inspection::name).toList();
    }
}
