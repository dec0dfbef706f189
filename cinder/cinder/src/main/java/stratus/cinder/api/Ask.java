package stratus.cinder.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Viewer;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Page;
import stratus.oslo.http.Request;

/** What requests of all kinds ask in the same way: who, which page, which filter. */
final class Ask {
    static final int MOST = 1000;
    private static final int FARTHEST = 1_000_000;

    private Ask() {}

    static Viewer viewer(Request r) {
        return new Viewer(r.caller(), r.allows("context_is_admin", Map.of()));
    }

    /** The project that a list is of; null for an administrator's {@code all_tenants}. */
    static @Nullable ProjectId project(Request r) {
        if (!viewer(r).admin() || !flag(r, "all_tenants", false)) {
            return r.caller().projectId();
        }
        var one = r.query().get("project_id");
        return one == null ? null : new ProjectId(one);
    }

    /** To a resource by its path beneath the version. */
    static List<Map<String, String>> links(Request r, String path) {
        return List.of(
                Map.of("rel", "self", "href", r.baseUrl() + "/v3/" + path),
                Map.of("rel", "bookmark", "href", r.baseUrl() + "/" + path));
    }

    /** Older versions do not have the resource. */
    static void since(Request r, int minor) {
        if (!r.version().atLeast(minor)) {
            throw new Fault.NotFound("The resource could not be found.");
        }
    }

    static boolean flag(Request r, String name, boolean otherwise) {
        var value = r.query().get(name);
        return value == null ? otherwise : truth(name, value);
    }

    /** As oslo.utils reads it, strictly. */
    static boolean truth(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT).strip()) {
            case "1", "t", "true", "on", "y", "yes" -> true;
            case "0", "f", "false", "off", "n", "no" -> false;
            default -> throw new Fault.Invalid("Invalid value '%s' for '%s'.".formatted(value, name));
        };
    }

    /** {@code sort=key:dir,…}, or the older {@code sort_key} and {@code sort_dir}; newest first where nobody asks. */
    static Page.Request page(Request r, Map<String, String> columns) {
        int limit = Math.min(MOST, r.query().integer("limit", 0, MOST)) + offset(r);
        var sort = new ArrayList<Page.Sort>();
        var text = r.query().get("sort");
        if (text == null && r.query().has("sort_key")) {
            text = r.query().get("sort_key", "") + ":" + r.query().get("sort_dir", "desc");
        }
        for (var one : (text == null ? "created_at:desc" : text).split(",")) {
            sort.add(sort(one.strip(), columns));
        }
        return new Page.Request(marker(r), limit, sort);
    }

    static int offset(Request r) {
        return Math.min(FARTHEST, r.query().integer("offset", 0, 0));
    }

    private static Page.Sort sort(String text, Map<String, String> columns) {
        var words = text.split(":");
        var column = columns.get(words[0]);
        if (column == null) {
            throw new Fault.Invalid("Invalid input received: Invalid sort key: %s".formatted(words[0]));
        }
        var direction = words.length > 1 ? words[1] : "desc";
        if (!Set.of("asc", "desc").contains(direction)) {
            throw new Fault.Invalid("Invalid input received: Unknown sort direction, must be one of: asc, desc");
        }
        return new Page.Sort(column, direction.equals("desc"));
    }

    private static @Nullable String marker(Request r) {
        var marker = r.query().get("marker");
        if (marker == null) {
            return null;
        }
        try {
            return UUID.fromString(marker).toString();
        } catch (IllegalArgumentException e) {
            throw new Fault.NotFound("marker", marker);
        }
    }
}
