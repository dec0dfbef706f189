package stratus.glance.domain;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/**
 * How much there may be of things, by the names of glance-api.conf.
 *
 * @param parts what an image may have
 * @param storage bytes of all images of a project, {@code user_storage_quota}; 0 for any number
 * @param page how long lists are that do not say, {@code limit_param_default}
 * @param longest how long lists are at most, {@code api_limit_max}
 */
public record ImageLimits(Parts parts, long storage, int page, int longest) {
    private static final Pattern BYTES = Pattern.compile("(\\d+)(?:([KMGT]?)B)?");

    /** How many an image may have; negative for any number. */
    public record Parts(int members, int properties, int tags, int locations) {
        public static Parts usual() {
            return new Parts(128, 128, 128, 10);
        }
    }

    public ImageLimits {
        if (storage < 0 || page < 1 || longest < 1) {
            throw new IllegalArgumentException("limit-param-default and api-limit-max begin at 1");
        }
    }

    public static ImageLimits usual() {
        return new ImageLimits(Parts.usual(), 0, 25, 1000);
    }

    /** Bytes of a text like {@code 10GB}; without a unit they are bytes. */
    public static long bytes(String text) {
        var match = BYTES.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("user-storage-quota is a number, and B, KB, MB, GB or TB, not " + text);
        }
        var unit = match.group(2) == null ? "" : match.group(2);
        return Math.multiplyExact(
                Long.parseLong(match.group(1)), unit.isEmpty() ? 1 : 1L << 10 * "KMGT".indexOf(unit) + 10);
    }

    /** The image as it is to be; refuses more than there may be, where it is more than before. */
    public Image allowed(@Nullable Image before, Image after) {
        if (before == null || !before.tags().equals(after.tags())) {
            require("tags", after.tags().size(), parts.tags());
        }
        var known = before == null ? Map.<String, String>of() : before.properties();
        if (before == null || !known.keySet().containsAll(after.properties().keySet())) {
            long own = after.properties().keySet().stream()
                    .filter(name -> !name.startsWith("os_glance"))
                    .count();
            require("properties", own, parts.properties());
        }
        if (before == null || !before.locations().equals(after.locations())) {
            require("locations", after.locations().size(), parts.locations());
        }
        return after;
    }

    /** Refuses one member more than there may be. */
    public void members(String image, long attempted) {
        if (parts.members() >= 0 && attempted > parts.members()) {
            throw new Fault.TooLarge("Image member limit exceeded for image %s: %s:"
                    .formatted(image, exceeded("members for this image", attempted, parts.members())));
        }
    }

    private static void require(String what, long attempted, int most) {
        if (most >= 0 && attempted > most) {
            throw new Fault.TooLarge(exceeded(what, attempted, most));
        }
    }

    private static String exceeded(String what, long attempted, int most) {
        return "The limit has been exceeded on the number of allowed image %s. Attempted: %d, Maximum: %d"
                .formatted(what, attempted, most);
    }
}
