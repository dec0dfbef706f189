package stratus.glance.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** The part of an image's bytes that a request asks for, both ends included. */
record ByteRange(long from, long to) {
    private static final Pattern RANGE = Pattern.compile("(?i)bytes *= *(\\d*) *- *(\\d*)");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Null where all are asked for. */
    static @Nullable ByteRange of(Request r, long size) {
        var range = r.header("Range");
        if (range != null) {
            return range(range, size);
        }
        var old = r.header("Content-Range");
        return old == null ? null : contentRange(old, size);
    }

    private static ByteRange range(String asked, long size) {
        if (asked.contains(",")) {
            throw new Fault.Invalid("Requests with multiple ranges are not supported in Glance. You may make multiple"
                    + " single-range requests instead.");
        }
        var match = matched(RANGE, asked, "Invalid Range header.");
        boolean tail = match.group(1).isEmpty();
        if (tail && match.group(2).isEmpty()) {
            throw new Fault.RangeNotSatisfiable("Invalid Range header.");
        }
        long from = tail ? Math.max(0, size - position(match.group(2))) : position(match.group(1));
        long to = tail || match.group(2).isEmpty() ? size - 1 : position(match.group(2));
        if (from > to && from < size) {
            throw new Fault.RangeNotSatisfiable("Invalid Range header.");
        }
        requireStart("Range", from, size);
        return new ByteRange(from, Math.min(to, size - 1));
    }

    /** Not what the header is for; old clients ask so. */
    private static ByteRange contentRange(String asked, long size) {
        var match = matched(CONTENT_RANGE, asked, "Invalid Content-Range header.");
        long from = Long.parseLong(match.group(1));
        long to = Long.parseLong(match.group(2));
        if (from > to) {
            throw new Fault.RangeNotSatisfiable("Invalid Content-Range header.");
        }
        if (to >= size) {
            throw new Fault.RangeNotSatisfiable("Invalid stop position in Content-Range header. The stop position MUST"
                    + " be in the inclusive range [0, %d].".formatted(size - 1));
        }
        requireStart("Content-Range", from, size);
        return new ByteRange(from, to);
    }

    /** One that no image has is as far as there is. */
    private static long position(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static Matcher matched(Pattern pattern, String asked, String problem) {
        var match = pattern.matcher(asked.strip());
        if (!match.matches()) {
            throw new Fault.RangeNotSatisfiable(problem);
        }
        return match;
    }

    private static void requireStart(String header, long from, long size) {
        if (from >= size) {
            throw new Fault.RangeNotSatisfiable(
                    ("Invalid start position in %s header. Start position MUST be in the" + " inclusive range [0, %d].")
                            .formatted(header, size - 1));
        }
    }

    long length() {
        return to - from + 1;
    }

    /** As an answer names it. */
    String of(long size) {
        return "bytes %d-%d/%d".formatted(from, to, size);
    }
}
