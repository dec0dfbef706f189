package stratus.nova.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerFilter;
import stratus.nova.domain.VmState;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Page;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;

/** Reads from a list's query which servers it shall have; what a user may not filter by is passed over, as upstream does. */
final class ServerQuery {
    private static final Map<String, String> SORT = Map.ofEntries(
            Map.entry("created_at", "created_at"),
            Map.entry("updated_at", "updated_at"),
            Map.entry("display_name", "name"),
            Map.entry("hostname", "hostname"),
            Map.entry("uuid", "id"),
            Map.entry("vm_state", "vm_state"),
            Map.entry("power_state", "power"),
            Map.entry("project_id", "project_id"),
            Map.entry("user_id", "user_id"),
            Map.entry("reservation_id", "reservation_id"),
            Map.entry("launch_index", "launch_index"),
            Map.entry("instance_type_id", "flavor_id"));
    private static final Set<String> STATUSES = Set.of(
            "ACTIVE",
            "BUILD",
            "ERROR",
            "SHUTOFF",
            "PAUSED",
            "SUSPENDED",
            "REBOOT",
            "HARD_REBOOT",
            "RESIZE",
            "VERIFY_RESIZE",
            "REVERT_RESIZE",
            "DELETED");
    /** Statuses of states that no server of ours is ever in. */
    private static final Set<String> OTHERS =
            Set.of("SOFT_DELETED", "RESCUE", "SHELVED", "SHELVED_OFFLOADED", "MIGRATING", "PASSWORD", "REBUILD");

    private static final Set<String> USERS = Set.of(
            "reservation_id",
            "name",
            "status",
            "image",
            "flavor",
            "ip",
            "changes-since",
            "all_tenants",
            "limit",
            "marker",
            "sort_key",
            "sort_dir");
    private static final Map<String, Integer> USERS_SINCE = Map.ofEntries(
            Map.entry("ip6", 5),
            Map.entry("tags", 26),
            Map.entry("tags-any", 26),
            Map.entry("not-tags", 26),
            Map.entry("not-tags-any", 26),
            Map.entry("changes-before", 66),
            Map.entry("locked", 73),
            Map.entry("availability_zone", 83),
            Map.entry("config_drive", 83),
            Map.entry("key_name", 83),
            Map.entry("power_state", 83),
            Map.entry("task_state", 83),
            Map.entry("vm_state", 83),
            Map.entry("user_id", 83),
            Map.entry("hostname", 90));
    private static final int MOST = 1000;

    private final Request request;
    private final Query query;
    private final boolean everyFilter;

    ServerQuery(Request request) {
        this.request = request;
        this.query = request.query();
        this.everyFilter = request.allows("os_compute_api:servers:allow_all_filters", Map.of());
    }

    ServerFilter filter(boolean everyProject) {
        var since = Values.time(query, "changes-since");
        var before = Values.time(query, "changes-before");
        if (since != null && before != null && before.isBefore(since)) {
            throw new Fault.Invalid("The value of changes-since must be less than or equal to changes-before.");
        }
        boolean history = since != null || before != null;
        var project = everyProject
                ? first("project_id", "tenant_id")
                : request.caller().projectId().text();
        return new ServerFilter(
                project,
                null,
                states(),
                get("host"),
                get("flavor"),
                get("image"),
                get("user_id"),
                get("reservation_id"),
                get("locked") == null ? null : Values.bool(query.get("locked", "")),
                deleted(history),
                since,
                has("changes-before") ? before : null,
                words("tags"),
                words("not-tags"),
                everyFilter ? query.all("uuid") : List.of(),
                page());
    }

    /** Whether a filter of that name counts for this caller at this version. */
    private boolean has(String name) {
        boolean users = USERS.contains(name) || request.version().atLeast(USERS_SINCE.getOrDefault(name, 1_000_000));
        return query.has(name) && (everyFilter || users);
    }

    private @Nullable String get(String name) {
        return has(name) ? query.get(name) : null;
    }

    private @Nullable String first(String name, String other) {
        return has(name) ? query.get(name) : get(other);
    }

    private List<String> words(String name) {
        return has(name) ? List.of(query.get(name, "").split(",")) : List.of();
    }

    private @Nullable Boolean deleted(boolean history) {
        if (everyFilter && query.has("deleted")) {
            return Boolean.TRUE.equals(Values.bool(query.get("deleted", "")));
        }
        return statuses().equals(Set.of("DELETED")) ? Boolean.TRUE : history ? null : Boolean.FALSE;
    }

    private Set<String> statuses() {
        return query.all("status").stream().map(s -> s.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private @Nullable List<VmState> states() {
        var asked = statuses();
        if (asked.isEmpty()) {
            return null;
        }
        boolean known = asked.stream().anyMatch(s -> STATUSES.contains(s) || OTHERS.contains(s));
        if (!known && request.version().atLeast(38)) {
            throw new Fault.Invalid("Invalid status value");
        }
        if (asked.equals(Set.of("DELETED")) && !request.caller().has("admin")) {
            throw new Fault.Forbidden("Only administrators may list deleted instances", null);
        }
        return Arrays.stream(VmState.values())
                .filter(s -> asked.stream().anyMatch(a -> mayBe(s, a)))
                .toList();
    }

    private static boolean mayBe(VmState state, String status) {
        return switch (status) {
            case "BUILD" -> state == VmState.BUILDING;
            case "SHUTOFF" -> state == VmState.STOPPED;
            case "REBOOT" -> state == VmState.ACTIVE;
            case "PASSWORD" -> state == VmState.ACTIVE;
            case "REBUILD" -> state == VmState.ACTIVE || state == VmState.STOPPED || state == VmState.ERROR;
            case "RESCUE" -> state == VmState.RESCUED;
            case "RESIZE" -> state == VmState.ACTIVE || state == VmState.STOPPED;
            case "VERIFY_RESIZE", "REVERT_RESIZE" -> state == VmState.RESIZED;
            case "HARD_REBOOT" -> state != VmState.BUILDING && state != VmState.DELETED;
            default -> state.name().equals(status);
        };
    }

    /** What the database is not asked about. */
    Predicate<Server> test() {
        var tests = new ArrayList<Predicate<Server>>();
        var statuses = statuses();
        if (!statuses.isEmpty()) {
            tests.add(s -> statuses.contains(s.status()));
        }
        matches(tests, "name", s -> List.of(s.name()));
        matches(tests, "hostname", s -> List.of(s.hostname()));
        matches(tests, "ip", s -> addresses(s, 4));
        matches(tests, "ip6", s -> addresses(s, 6));
        equal(tests, "key_name", s -> s.spec().key().name());
        equal(tests, "availability_zone", s -> s.spec().where().zone());
        equal(tests, "vm_state", s -> s.vmState().text());
        equal(
                tests,
                "task_state",
                s -> s.taskState() == null ? null : s.taskState().text());
        equal(tests, "power_state", s -> String.valueOf(s.power().code()));
        equal(tests, "description", Server::description);
        equal(tests, "access_ip_v4", Server::accessIpV4);
        equal(tests, "access_ip_v6", Server::accessIpV6);
        flag(tests, "config_drive", s -> s.spec().configDrive());
        any(tests);
        return tests.stream().reduce(_ -> true, Predicate::and);
    }

    private static List<String> addresses(Server server, int version) {
        return server.ports().stream()
                .flatMap(p -> p.addresses().stream())
                .filter(a -> a.version() == version)
                .map(a -> a.addr())
                .toList();
    }

    private void matches(List<Predicate<Server>> tests, String name, Function<Server, List<String>> texts) {
        var wanted = get(name);
        if (wanted != null) {
            try {
                var pattern = Pattern.compile(wanted);
                tests.add(s ->
                        texts.apply(s).stream().anyMatch(t -> pattern.matcher(t).find()));
            } catch (PatternSyntaxException e) {
                throw new Fault.Invalid(name, "'%s' is not a 'regex'".formatted(wanted));
            }
        }
    }

    private void equal(List<Predicate<Server>> tests, String name, Function<Server, @Nullable String> value) {
        var wanted = get(name);
        if (wanted != null) {
            tests.add(s -> wanted.equals(value.apply(s)));
        }
    }

    private void flag(List<Predicate<Server>> tests, String name, Predicate<Server> value) {
        var wanted = get(name);
        if (wanted != null) {
            tests.add(s -> value.test(s) == Boolean.TRUE.equals(Values.bool(wanted)));
        }
    }

    private void any(List<Predicate<Server>> tests) {
        var some = words("tags-any");
        if (!some.isEmpty()) {
            tests.add(s -> s.tags().stream().anyMatch(some::contains));
        }
        var none = words("not-tags-any");
        if (!none.isEmpty()) {
            tests.add(s -> s.tags().stream().noneMatch(none::contains));
        }
    }

    /** A limit of nothing, as upstream takes it. */
    boolean wantsNone() {
        return query.has("limit") && query.integer("limit", 0, MOST) == 0;
    }

    private Page.Request page() {
        int limit = Math.min(query.integer("limit", 0, MOST), MOST);
        return new Page.Request(query.get("marker"), limit == 0 ? MOST : limit, sort());
    }

    private List<Page.Sort> sort() {
        var keys = query.has("sort_key") ? query.all("sort_key") : List.of("created_at");
        var directions = query.all("sort_dir");
        var sort = new ArrayList<Page.Sort>();
        for (int i = 0; i < keys.size(); i++) {
            var column = SORT.get(keys.get(i));
            if (column == null) {
                throw new Fault.Invalid("sort_key", "'%s' cannot be sorted by.".formatted(keys.get(i)));
            }
            sort.add(new Page.Sort(
                    column, i >= directions.size() || !directions.get(i).equals("asc")));
        }
        return sort.stream().filter(s -> !s.column().equals("id")).toList();
    }
}
