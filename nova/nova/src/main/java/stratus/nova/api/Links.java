package stratus.nova.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import stratus.oslo.http.Request;

/** The addresses by which the Compute API points at its own resources. */
record Links(String href, String rel) {
    /** {@code self} with the version, {@code bookmark} without. */
    static List<Links> of(Request request, String collection, Object id) {
        return List.of(
                new Links("%s/v2.1/%s/%s".formatted(request.baseUrl(), collection, id), "self"),
                new Links("%s/%s/%s".formatted(request.baseUrl(), collection, id), "bookmark"));
    }

    /** To the page that begins after {@code marker}, asked for with the same query. */
    static List<Links> next(Request request, String collection, Object marker) {
        var query = new StringBuilder();
        for (var name : request.query().names()) {
            if (!name.equals("marker")) {
                request.query()
                        .all(name)
                        .forEach(value -> query.append(name)
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                                .append('&'));
            }
        }
        return List.of(
                new Links("%s/v2.1/%s?%smarker=%s".formatted(request.baseUrl(), collection, query, marker), "next"));
    }

    /** A body without anything in it beside the one key. */
    static Map<String, Object> body(String key, Object value) {
        return Map.of(key, value);
    }
}
