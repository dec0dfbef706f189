package stratus.glance.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Images;
import stratus.glance.domain.ImageFilter;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Page;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;

/** Reads filters, order and place in the list from a query. */
final class Filters {
    private static final Set<String> COLUMNS =
            Set.of("id", "name", "status", "owner", "disk_format", "container_format", "checksum", "os_hash_value");
    private static final Set<String> KNOWN = Set.of(
            "limit",
            "marker",
            "sort",
            "sort_key",
            "sort_dir",
            "visibility",
            "member_status",
            "os_hidden",
            "tag",
            "size_min",
            "size_max",
            "protected",
            "os_hash_algo");
    private static final Map<String, String> SORTS = Map.ofEntries(
            Map.entry("name", "COALESCE(name, '')"),
            Map.entry("status", "status"),
            Map.entry("container_format", "COALESCE(container_format, '')"),
            Map.entry("disk_format", "COALESCE(disk_format, '')"),
            Map.entry("size", "COALESCE(size, -1)"),
            Map.entry("id", "id"),
            Map.entry("created_at", "created_at"),
            Map.entry("updated_at", "updated_at"));

    private Filters() {}

    static ImageFilter of(Request r) {
        var query = r.query();
        var columns = new LinkedHashMap<String, List<String>>();
        var properties = new LinkedHashMap<String, String>();
        for (var name : query.names()) {
            var value = query.get(name, "");
            if (COLUMNS.contains(name)) {
                columns.put(
                        name,
                        value.startsWith("in:") ? List.of(value.substring(3).split(",")) : List.of(value));
            } else if (name.equals("created_at")
                    || name.equals("updated_at")
                    || name.startsWith("min_")
                    || name.equals("protected")) {
                throw new Fault.NotImplemented("Filtering images by '%s' is not supported here.".formatted(name));
            } else if (!KNOWN.contains(name)) {
                properties.put(name, value);
            }
        }
        return new ImageFilter(
                Images.viewer(r.caller()),
                columns,
                properties,
                query.all("tag"),
                oneOf(query, "visibility", null, List.of("public", "private", "shared", "community", "all")),
                String.valueOf(
                        oneOf(query, "member_status", "accepted", List.of("accepted", "pending", "rejected", "all"))),
                "true".equalsIgnoreCase(query.get("os_hidden", "false")),
                number(query, "size_min"),
                number(query, "size_max"));
    }

    static Page.Request page(Query query) {
        int asked = query.integer("limit", 0, 25);
        return new Page.Request(query.get("marker"), Math.clamp(asked, 1, 1000), sort(query));
    }

    private static List<Page.Sort> sort(Query query) {
        var sorts = new ArrayList<Page.Sort>();
        if (query.has("sort")) {
            for (var one : query.get("sort", "").split(",")) {
                var parts = one.strip().split(":");
                sorts.add(sort(parts[0], parts.length > 1 ? parts[1] : "desc"));
            }
            return sorts;
        }
        var keys = query.all("sort_key");
        var dirs = query.all("sort_dir");
        for (int i = 0; i < keys.size(); i++) {
            sorts.add(sort(keys.get(i), dirs.isEmpty() ? "desc" : dirs.get(Math.min(i, dirs.size() - 1))));
        }
        return sorts.isEmpty() ? List.of(sort("created_at", dirs.isEmpty() ? "desc" : dirs.getFirst())) : sorts;
    }

    private static Page.Sort sort(String key, String dir) {
        var column = SORTS.get(key);
        if (column == null || !List.of("asc", "desc").contains(dir)) {
            throw new Fault.Invalid("Invalid sort key or direction: %s, %s".formatted(key, dir));
        }
        return new Page.Sort(column, dir.equals("desc"));
    }

    private static @Nullable String oneOf(Query query, String name, @Nullable String otherwise, List<String> all) {
        var value = query.get(name);
        if (value != null && !all.contains(value)) {
            throw new Fault.Invalid("Invalid %s value: %s".formatted(name, value));
        }
        return value == null ? otherwise : value;
    }

    private static @Nullable Long number(Query query, String name) {
        return query.has(name) ? (long) query.integer(name, 0, 0) : null;
    }
}
