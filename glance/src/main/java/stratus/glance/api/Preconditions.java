package stratus.glance.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/**
 * What a client says it has of an image's bits, as RFC 9110 (section 13) has it. Bits never change once they are there, so their
 * digest is a strong entity tag; bits without one have none. There are no dates: nobody notes when bits came.
 *
 * @param tag in its quotes
 */
record Preconditions(Request request, @Nullable String tag) {
    static Preconditions of(Request r, Image image) {
        var data = image.data();
        var digest = data.osHashValue() == null ? data.checksum() : data.osHashValue();
        return new Preconditions(r, digest == null ? null : '"' + digest + '"');
    }

    /** Refuses what is only wanted of other bits; whether the client has these already. */
    boolean unchanged() {
        var wanted = request.header("If-Match");
        if (wanted != null && !among(wanted, false)) {
            throw new Fault.PreconditionFailed("The image data is not what the If-Match header names.");
        }
        var had = request.header("If-None-Match");
        return had != null && among(had, true);
    }

    /** Whether a range is still meant: not where the client has a part of other bits. */
    boolean ranged() {
        var part = request.header("If-Range");
        return part == null || part.strip().equals(tag);
    }

    private boolean among(String tags, boolean weakly) {
        return tags.strip().equals("*")
                || Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .map(other -> weakly && other.startsWith("W/") ? other.substring(2) : other)
                        .anyMatch(other -> other.equals(tag));
    }
}
