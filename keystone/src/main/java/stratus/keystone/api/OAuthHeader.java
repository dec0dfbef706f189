package stratus.keystone.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import stratus.keystone.app.SignedRequest;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** The {@code Authorization} header of a request that was signed. */
final class OAuthHeader {
    private static final String SCHEME = "oauth ";
    private static final Pattern PAIR = Pattern.compile("([^\\s,=]+)\\s*=\\s*\"([^\"]*)\"");

    private OAuthHeader() {}

    static SignedRequest read(Request r) {
        var header = r.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new Fault.Unauthorized("No Authorization headers found, cannot proceed with OAuth related calls.");
        }
        var parameters = new LinkedHashMap<String, String>();
        PAIR.matcher(header.substring(SCHEME.length())).results().forEach(pair -> {
            var name = decode(pair.group(1));
            if (!name.equals("realm")) {
                parameters.put(name, decode(pair.group(2)));
            }
        });
        var query = new ArrayList<Map.Entry<String, String>>();
        r.query().names().forEach(name -> r.query().all(name).forEach(value -> query.add(Map.entry(name, value))));
        return new SignedRequest(r.method(), r.baseUrl() + r.path(), parameters, query);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Fault.Invalid("Authorization", "'%s' is not encoded as it should be".formatted(text));
        }
    }
}
