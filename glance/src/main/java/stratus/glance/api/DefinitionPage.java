package stratus.glance.api;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import stratus.glance.domain.Definition;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Query;

/** A part of what a namespace defines, in the order that a query wishes. */
final class DefinitionPage {
    private static final int MOST = 1000;

    private DefinitionPage() {}

    static List<Definition> of(Query query, List<Definition> all) {
        refuseVisibility(query);
        var sorted = all.stream()
                .sorted(order(query.get("sort_key", "created_at"), query.get("sort_dir", "desc")))
                .toList();
        var marker = query.get("marker", "");
        int from = marker.isEmpty() ? 0 : after(sorted, marker);
        int limit = query.get("limit", "").isEmpty() ? MOST : Math.min(Paging.asked(query), MOST);
        return sorted.subList(from, Math.min(sorted.size(), from + limit));
    }

    /** What upstream refuses of a query for a list that always comes whole. */
    static void refuseBad(Query query) {
        direction(query.get("sort_dir", "desc"));
        refuseVisibility(query);
        if (query.has("limit") && Paging.asked(query) == 0) {
            throw new Fault.Invalid("limit param must be positive");
        }
    }

    private static void refuseVisibility(Query query) {
        var visibility = query.get("visibility", "");
        if (!List.of("", "public", "private", "shared").contains(visibility)) {
            throw new Fault.Invalid("Invalid visibility value: " + visibility);
        }
    }

    private static boolean direction(String dir) {
        return switch (dir) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw new Fault.Invalid("Invalid sort direction: " + dir);
        };
    }

    private static Comparator<Definition> order(String key, String dir) {
        Comparator<Definition> order = switch (key) {
            case "created_at", "id" -> Comparator.comparing(Definition::createdAt);
            case "updated_at" -> Comparator.comparing(Definition::updatedAt);
            case "name" -> Comparator.comparing(Definition::name);
            default -> throw new Fault.Invalid("Invalid sort key: " + key);
        };
        var whole = order.thenComparing(Definition::createdAt).thenComparing(Definition::name);
        return direction(dir) ? whole : whole.reversed();
    }

    private static int after(List<Definition> sorted, String marker) {
        int at = IntStream.range(0, sorted.size())
                .filter(i -> sorted.get(i).name().equalsIgnoreCase(marker))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Could not find metadata tag " + marker));
        return at + 1;
    }
}
