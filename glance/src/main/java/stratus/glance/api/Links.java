package stratus.glance.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Query;

/** Queries of the links between pages. */
final class Links {
    private Links() {}

    /**
     * Puts a list's links into its answer.
     *
     * @param last after which of the list the next page begins; null where there is none
     */
    static void put(Map<String, Object> answer, String path, Query query, @Nullable String last) {
        answer.put("first", path + query(query, null));
        if (last != null) {
            answer.put("next", path + query(query, last));
        }
    }

    /** The same query at another place of the list; its first page without a marker. */
    private static String query(Query query, @Nullable String marker) {
        var parts = new ArrayList<String>();
        for (var name : query.names()) {
            if (!name.equals("marker")) {
                query.all(name).forEach(value -> parts.add(encode(name) + "=" + encode(value)));
            }
        }
        if (marker != null) {
            parts.add("marker=" + encode(marker));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
