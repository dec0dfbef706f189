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

    static List<Definition> of(Query query, String namespace, List<Definition> all) {
        var sorted = all.stream()
                .sorted(order(query.get("sort_key", "created_at"), query.get("sort_dir", "desc")))
                .toList();
        var marker = query.get("marker");
        int from = marker == null ? 0 : after(sorted, namespace, marker);
        int limit = query.has("limit") ? Math.min(Paging.limit(query), MOST) : MOST;
        return sorted.subList(from, Math.min(sorted.size(), from + limit));
    }

    private static Comparator<Definition> order(String key, String dir) {
        Comparator<Definition> order = switch (key) {
            case "created_at" -> Comparator.comparing(Definition::createdAt);
            case "updated_at" -> Comparator.comparing(Definition::updatedAt);
            case "name" -> Comparator.comparing(Definition::name);
            default -> throw new Fault.Invalid("Invalid sort key: " + key);
        };
        var whole = order.thenComparing(Definition::name);
        return switch (dir) {
            case "asc" -> whole;
            case "desc" -> whole.reversed();
            default -> throw new Fault.Invalid("Invalid sort direction: " + dir);
        };
    }

    private static int after(List<Definition> sorted, String namespace, String marker) {
        int at = IntStream.range(0, sorted.size())
                .filter(i -> sorted.get(i).name().equals(marker))
                .findFirst()
                .orElseThrow(
                        () -> new Fault.NotFound("The metadata definition with name=%s was not found in namespace=%s."
                                .formatted(marker, namespace)));
        return at + 1;
    }
}
