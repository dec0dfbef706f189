package stratus.glance.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client would like an error to be, HTML where it does not care. */
enum Accepted {
    HTML("text", "html"),
    JSON("application", "json"),
    NEITHER("", "");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern RANGE =
            Pattern.compile("(%1$s)/(%1$s)(?:\\s*;\\s*([Qq]=([01](?:\\.\\d{0,3})?)|%1$s=.*))?".formatted(TOKEN));

    private final String type;
    private final String subtype;

    Accepted(String type, String subtype) {
        this.type = type;
        this.subtype = subtype;
    }

    /** By {@code Accept}; one that cannot be read is as if everything were accepted, none as if nothing were. */
    static Accepted of(@Nullable String header) {
        var parts = header == null
                ? List.<String>of()
                : Arrays.stream(header.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
        if (!parts.stream().allMatch(part -> RANGE.matcher(part).matches())) {
            return HTML;
        }
        return List.of(HTML, JSON).stream()
                .filter(offer -> offer.quality(parts) > 0)
                .max(Comparator.comparingDouble((Accepted offer) -> offer.quality(parts))
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(NEITHER);
    }

    /** That of the range that is nearest to this. */
    private double quality(List<String> ranges) {
        int nearest = 0;
        double quality = 0;
        for (var range : ranges) {
            int near = nearness(range);
            if (near > nearest) {
                nearest = near;
                quality = weight(range);
            }
        }
        return quality;
    }

    private int nearness(String range) {
        var match = RANGE.matcher(range.toLowerCase(Locale.ROOT));
        if (!match.matches() || match.group(3) != null && match.group(4) == null) {
            return 0; // parameters are nothing that is offered
        }
        if (match.group(1).equals(type)) {
            return match.group(2).equals(subtype) ? 3 : match.group(2).equals("*") ? 2 : 0;
        }
        return match.group(1).equals("*") && match.group(2).equals("*") ? 1 : 0;
    }

    private static double weight(String range) {
        var match = RANGE.matcher(range);
        return match.matches() && match.group(4) != null ? Double.parseDouble(match.group(4)) : 1;
    }
}
