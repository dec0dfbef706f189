package stratus.glance.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.glance.domain.ImageLimits;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Page;
import stratus.oslo.http.Query;

/** Reads order and place in the list from a query. */
final class Paging {
    /** In the order that upstream's refusal names them. */
    private static final List<String> KEYS =
            List.of("name", "status", "container_format", "disk_format", "size", "id", "created_at", "updated_at");

    private static final Map<String, String> COLUMNS = Map.of(
            "name", "COALESCE(name, '')",
            "container_format", "COALESCE(container_format, '')",
            "disk_format", "COALESCE(disk_format, '')",
            "size", "COALESCE(size, -1)");

    private Paging() {}

    static Page.Request of(Query query, ImageLimits limits) {
        return new Page.Request(query.get("marker"), Math.max(1, limit(query, limits)), sort(query));
    }

    /** How long a list is to be: what was asked for, or the usual, and no more than there may be; 0 is an empty page. */
    static int limit(Query query, ImageLimits limits) {
        return Math.min(query.has("limit") ? asked(query) : limits.page(), limits.longest());
    }

    /** As it was asked for. */
    static int asked(Query query) {
        var limit = WholeNumber.of(query.get("limit", ""));
        if (limit == null) {
            throw new Fault.Invalid("limit param must be an integer");
        }
        if (limit < 0) {
            throw new Fault.Invalid("limit param must be positive");
        }
        return Math.clamp(limit, 0, Integer.MAX_VALUE);
    }

    private static List<Page.Sort> sort(Query query) {
        var sorts = query.has("sort") ? modern(query) : classic(query.all("sort_key"), query.all("sort_dir"));
        // what is alike is in the order of its making: newest first, unless one direction was asked for all
        boolean descending = directions(query) != 1 || sorts.getFirst().descending();
        for (var last : List.of("created_at", "id")) {
            if (sorts.stream().noneMatch(sort -> sort.column().equals(last))) {
                sorts.add(new Page.Sort(last, descending));
            }
        }
        return sorts;
    }

    private static int directions(Query query) {
        return query.has("sort")
                ? query.get("sort", "").split(",", -1).length
                : query.all("sort_dir").size();
    }

    private static List<Page.Sort> modern(Query query) {
        if (query.has("sort_key") || query.has("sort_dir")) {
            throw new Fault.Invalid("Old and new sorting syntax cannot be combined");
        }
        var sorts = new ArrayList<Page.Sort>();
        for (var one : query.get("sort", "").strip().split(",", -1)) {
            int colon = one.indexOf(':');
            var dir = colon < 0 ? "" : one.substring(colon + 1);
            sorts.add(sort(colon < 0 ? one : one.substring(0, colon), dir.isEmpty() ? "desc" : dir));
        }
        return sorts;
    }

    private static List<Page.Sort> classic(List<String> keys, List<String> dirs) {
        var all = keys.isEmpty() ? List.of("created_at") : keys;
        all.forEach(Paging::key);
        dirs.forEach(Paging::descending);
        if (dirs.size() > 1 && dirs.size() != all.size()) {
            throw new Fault.Invalid("Number of sort dirs does not match the number of sort keys");
        }
        var sorts = new ArrayList<Page.Sort>();
        for (int i = 0; i < all.size(); i++) {
            sorts.add(sort(all.get(i), dirs.isEmpty() ? "desc" : dirs.get(Math.min(i, dirs.size() - 1))));
        }
        return sorts;
    }

    private static Page.Sort sort(String key, String dir) {
        var name = key(key);
        return new Page.Sort(COLUMNS.getOrDefault(name, name), descending(dir));
    }

    private static String key(String key) {
        var name = key.strip();
        if (!KEYS.contains(name)) {
            throw new Fault.Invalid("Invalid sort key: %s. It must be one of the following: %s."
                    .formatted(name, String.join(", ", KEYS)));
        }
        return name;
    }

    private static boolean descending(String dir) {
        if (!List.of("asc", "desc").contains(dir.strip())) {
            throw new Fault.Invalid("Invalid sort direction: " + dir.strip());
        }
        return dir.strip().equals("desc");
    }
}
