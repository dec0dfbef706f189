package stratus.oslo.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/**
 * Which versions of an API there are, and how a client asks for one.
 *
 * @param service the word in {@code OpenStack-API-Version}: {@code compute}, {@code volume}, {@code placement}
 * @param legacyHeader the header that older clients send; null where there never was one
 */
public record Microversions(String service, @Nullable String legacyHeader, Microversion min, Microversion max) {
    static final String HEADER = "OpenStack-API-Version";
    private static final Microversion NONE = new Microversion(0, 0);

    /** What APIs without microversions answer to. */
    public static Microversions none() {
        return new Microversions("", null, NONE, NONE);
    }

    Microversion of(Request request) {
        var asked = asked(request);
        if (asked == null) {
            return min;
        }
        if (asked.equals("latest")) {
            return max;
        }
        var version = Microversion.parse(asked);
        if (version.compareTo(min) < 0 || version.compareTo(max) > 0) {
            throw new Fault.NotAcceptable("Version %s is not supported by the API. Minimum is %s and maximum is %s."
                    .formatted(version, min, max));
        }
        return version;
    }

    Map<String, String> headers(Microversion used) {
        var headers = new LinkedHashMap<String, String>();
        if (!service.isEmpty()) {
            headers.put(HEADER, service + " " + used);
            headers.put("Vary", HEADER);
        }
        if (legacyHeader != null) {
            headers.put(legacyHeader, used.toString());
            headers.put("Vary", HEADER + ", " + legacyHeader);
        }
        return headers;
    }

    private @Nullable String asked(Request request) {
        if (service.isEmpty()) {
            return null;
        }
        var modern = request.header(HEADER);
        if (modern != null) {
            for (var one : modern.split(",")) {
                var words = one.strip().split("\\s+");
                if (words.length == 2 && words[0].equalsIgnoreCase(service)) {
                    return words[1];
                }
            }
        }
        return legacyHeader == null ? null : request.header(legacyHeader);
    }
}
