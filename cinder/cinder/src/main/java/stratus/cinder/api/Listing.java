package stratus.cinder.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.oslo.db.Page;
import stratus.oslo.http.Request;

/**
 * How a kind of list is asked for, and how it is answered.
 *
 * @param filters null where upstream leaves out what it does not know
 * @param name of the list in the body
 * @param links what the link to the next page is called there
 * @param sort columns by the names that requests give them
 */
record Listing<T>(
        @Nullable Filters filters, String name, String links, Map<String, String> sort, Function<T, String> id) {
    /** The page that the request asks for. */
    Map<String, Object> body(Request r, Function<Page.Request, Page<T>> source, Function<T, ?> view) {
        var wanted = Ask.page(r, sort);
        boolean none = filters != null && filters.excludeAll(r);
        var page = none ? new Page<T>(List.of(), false) : withoutSkipped(r, source.apply(wanted));
        var body = new LinkedHashMap<String, Object>();
        body.put(name, page.items().stream().map(view).toList());
        int limit = r.query().integer("limit", 0, Ask.MOST);
        if (!page.items().isEmpty() && (page.more() || page.items().size() == limit)) {
            body.put(links, next(r, id.apply(page.items().getLast()))); // after each full one, whatever follows
        }
        return body;
    }

    private static <T> Page<T> withoutSkipped(Request r, Page<T> page) {
        int offset = Math.min(Ask.offset(r), page.items().size());
        return new Page<>(page.items().subList(offset, page.items().size()), page.more());
    }

    private static List<Map<String, String>> next(Request r, String last) {
        var query = new StringBuilder();
        for (var name : r.query().names()) {
            if (!name.equals("marker") && !name.equals("offset")) {
                query.append(encode(name))
                        .append('=')
                        .append(encode(r.query().get(name, "")))
                        .append('&');
            }
        }
        return List.of(Map.of("rel", "next", "href", r.baseUrl() + r.path() + "?" + query + "marker=" + last));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
