package stratus.keystone.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/** Times in bodies, where they are not written as everywhere else. */
final class Times {
    private static final DateTimeFormatter PLAIN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final String ASSUMED = " The server could not comply with the request since it is either malformed"
            + " or otherwise incorrect. The client is assumed to be in error.";

    private Times() {}

    /** An end that is yet to come; null for none. Without an offset it is UTC. */
    static @Nullable Instant end(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        var end = parse(text);
        if (!end.isAfter(now)) {
            throw new Fault.Invalid("The 'expires_at' must not be before now." + ASSUMED);
        }
        return end;
    }

    static Instant parse(String text) {
        try {
            boolean offset = text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
            return offset
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Fault.Invalid("Timestamp not in expected format." + ASSUMED);
        }
    }

    /** To the microsecond, without a zone. */
    static @Nullable String plain(@Nullable Instant time) {
        return time == null ? null : PLAIN.format(time);
    }
}
