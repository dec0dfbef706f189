package stratus.keystone.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;

/** Collections as bodies show them: filtered, paged where a limit was asked for, with links. */
final class Listing {
    private Listing() {}

    /** All of them. */
    static Response of(Request r, String key, List<? extends Map<String, ? extends @Nullable Object>> items) {
        return of(r, key, items, Set.of());
    }

    /** Those that fit the query's values of {@code filters}, {@code name__contains} and its kind included. */
    static Response of(
            Request r, String key, List<? extends Map<String, ? extends @Nullable Object>> items, Set<String> filters) {
        var fitting = items.stream().filter(item -> fits(r, item, filters)).toList();
        var links = new LinkedHashMap<String, @Nullable Object>();
        links.put("next", null);
        links.put("self", address(r, null));
        links.put("previous", null);
        return Response.ok(Map.of("links", links, key, page(r, fitting, links)));
    }

    private static <T extends Map<String, ? extends @Nullable Object>> List<T> page(
            Request r, List<T> items, Map<String, @Nullable Object> links) {
        var marker = r.query().get("marker");
        int from = 0;
        if (marker != null) {
            from = items.stream().map(i -> i.get("id")).toList().indexOf(marker) + 1;
            if (from == 0) {
                throw new Fault.NotFound("Marker %s could not be found.".formatted(marker));
            }
        }
        int limit = r.query().integer("limit", 0, 0);
        int to = limit == 0 ? items.size() : Math.min(items.size(), from + limit);
        if (to < items.size()) {
            links.put("next", address(r, String.valueOf(items.get(to - 1).get("id"))));
        }
        return items.subList(from, to);
    }

    /** As it was asked for; with another marker if one is given. */
    private static String address(Request r, @Nullable String marker) {
        var query = new StringBuilder();
        for (var name : r.query().names()) {
            if (marker == null || !name.equals("marker")) {
                r.query().all(name).forEach(value -> append(query, name, value));
            }
        }
        if (marker != null) {
            append(query, "marker", marker);
        }
        return r.baseUrl() + r.path() + query;
    }

    private static void append(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? '?' : '&').append(name);
        if (!value.isEmpty()) {
            query.append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static boolean fits(Request r, Map<String, ? extends @Nullable Object> item, Set<String> filters) {
        for (var name : r.query().names()) {
            int at = name.indexOf("__");
            var field = at < 0 ? name : name.substring(0, at);
            if (filters.contains(field)
                    && !fits(
                            item.get(field),
                            name.substring(field.length()),
                            r.query().get(name, ""))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(@Nullable Object found, String how, String wanted) {
        if (found instanceof Boolean flag) {
            return flag == truth(wanted);
        }
        if (found == null) {
            return wanted.isEmpty() || wanted.equals("null");
        }
        var text = found.toString();
        var lower = text.toLowerCase(Locale.ROOT);
        var small = wanted.toLowerCase(Locale.ROOT);
        return switch (how) {
            case "" -> text.equals(wanted);
            case "__contains" -> text.contains(wanted);
            case "__icontains" -> lower.contains(small);
            case "__startswith" -> text.startsWith(wanted);
            case "__istartswith" -> lower.startsWith(small);
            case "__endswith" -> text.endsWith(wanted);
            case "__iendswith" -> lower.endsWith(small);
            default -> true;
        };
    }

    /** A flag without a value is set; {@code 0} and {@code false} are not. */
    static boolean truth(String value) {
        return !List.of("0", "false", "no", "off", "f", "n").contains(value.toLowerCase(Locale.ROOT));
    }
}
