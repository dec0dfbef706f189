package stratus.cinder.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/**
 * The filters of a kind of list. Users may name, from 3.31 on, those that upstream lets them name unless configured
 * otherwise; by what nobody knows, administrators find nothing.
 */
record Filters(String resource, List<String> users, Set<String> more) {
    /** The others that a query may have. */
    private static final Set<String> PAGING = Set.of(
            "limit", "marker", "offset", "sort", "sort_key", "sort_dir", "with_count", "all_tenants", "list_volume");

    static final Filters VOLUMES = new Filters(
            "volume",
            List.of(
                    "name",
                    "status",
                    "metadata",
                    "bootable",
                    "multiattach",
                    "migration_status",
                    "availability_zone",
                    "group_id",
                    "size",
                    "snapshot_id",
                    "volume_type",
                    "volume_type_id",
                    "created_at",
                    "updated_at",
                    "consumes_quota"),
            Set.of("id", "display_name", "name~", "host", "user_id", "project_id", "source_volid", "glance_metadata"));
    static final Filters SNAPSHOTS = new Filters(
            "snapshot",
            List.of("name", "status", "volume_id", "metadata", "availability_zone", "consumes_quota"),
            Set.of("id", "display_name", "project_id"));
    static final Filters BACKUPS = new Filters("backup", List.of("name", "status", "volume_id"), Set.of("project_id"));
    static final Filters GROUPS = new Filters("group", List.of("name"), Set.of("id", "status", "project_id"));
    static final Filters GROUP_SNAPSHOTS =
            new Filters("group_snapshot", List.of("name", "status", "group_id"), Set.of("id", "project_id"));
    static final Filters ATTACHMENTS = new Filters(
            "attachment", List.of("volume_id", "status", "instance_id"), Set.of("instance_uuid", "project_id"));
    static final Filters MESSAGES = new Filters(
            "message",
            List.of("resource_uuid", "resource_type", "event_id", "request_id", "message_level"),
            Set.of("project_id"));
    static final Filters TYPES = new Filters("volume_type", List.of("is_public", "extra_specs"), Set.of());
    static final Filters POOLS = new Filters("pool", List.of("name", "volume_type"), Set.of());

    static final List<Filters> ALL =
            List.of(VOLUMES, SNAPSHOTS, BACKUPS, GROUPS, GROUP_SNAPSHOTS, ATTACHMENTS, MESSAGES, POOLS, TYPES);

    /** As {@code /resource_filters} shows them. */
    Map<String, Object> view() {
        return Map.of("resource", resource, "filters", users);
    }

    /** Whether the request names a filter by which nothing is found. */
    boolean excludeAll(Request r) {
        var named = new LinkedHashSet<>(r.query().names());
        named.removeAll(PAGING);
        named.removeAll(users);
        if (Ask.viewer(r).admin()) {
            return !more.containsAll(named);
        }
        if (r.version().atLeast(31)) {
            refuse(named);
        }
        return false;
    }

    /** What is left of a request's names and is none of {@code users}. */
    static void refuse(Set<String> unknown) {
        if (!unknown.isEmpty()) {
            throw new Fault.Invalid(
                    "Invalid filters %s are found in query options.".formatted(String.join(",", unknown)));
        }
    }
}
