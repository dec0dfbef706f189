package stratus.glance.api;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in queries: ISO 8601, as much of it as is said, with dashes and colons or without. */
final class IsoTime {
    private static final Pattern SHAPE = Pattern.compile("""
            (?<year>\\d{4})(-?(?<month>\\d{2})(-?(?<day>\\d{2})\
            ([ T](?<hour>\\d{2})(:?(?<minute>\\d{2}))?(:?(?<second>\\d{1,2})([.,]\\d+)?)?\
            (Z|(?<sign>[+-])(?<hours>\\d{2}):?(?<minutes>\\d{2})?)?)?)?)?""");

    private IsoTime() {}

    /** Since 1970, in UTC where no zone is said; null for what is no time. */
    static @Nullable Long seconds(String text) {
        var match = SHAPE.matcher(text);
        if (!match.matches()) {
            return null;
        }
        try {
            var time = LocalDateTime.of(
                    number(match, "year", 0),
                    number(match, "month", 1),
                    number(match, "day", 1),
                    number(match, "hour", 0),
                    number(match, "minute", 0),
                    number(match, "second", 0));
            int offset = number(match, "hours", 0) * 3600 + number(match, "minutes", 0) * 60;
            return time.toEpochSecond(ZoneOffset.UTC) - ("-".equals(match.group("sign")) ? -offset : offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher match, String part, int usual) {
        var text = match.group(part);
        return text == null ? usual : Integer.parseInt(text);
    }
}
