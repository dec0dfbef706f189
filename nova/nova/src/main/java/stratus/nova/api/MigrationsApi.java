package stratus.nova.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Migrations;
import stratus.nova.domain.Migration;
import stratus.nova.domain.MigrationFilter;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-migrations}: every move there was, the newest first. */
public final class MigrationsApi {
    private static final String RULE = "os_compute_api:os-migrations:index";
    private static final int MOST = 1000;
    private static final Set<String> ALWAYS = Set.of(
            "hidden",
            "host",
            "instance_uuid",
            "source_compute",
            "status",
            "migration_type",
            "limit",
            "marker",
            "changes-since");

    private final Migrations migrations;

    public MigrationsApi(Migrations migrations) {
        this.migrations = migrations;
    }

    public void routes(Routes routes) {
        routes.get("/os-migrations", RULE, this::list);
    }

    private Response list(Request request) {
        request.authorize();
        var project = request.query().get("project_id");
        if (!request.caller().projectId().text().equals(project)) {
            request.require(RULE + ":all_projects", Map.of());
        }
        boolean paged = request.version().atLeast(59);
        if (paged) {
            known(request);
        }
        var page = migrations.list(filter(request, paged));
        boolean hosts = request.allows(RULE + ":host", Map.of());
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "migrations",
                page.items().stream().map(m -> view(m, request, hosts)).toList());
        if (paged && page.more()) {
            body.put(
                    "migrations_links",
                    Links.next(request, "os-migrations", page.items().getLast().id()));
        }
        return Response.ok(body);
    }

    /** Since 2.59 a filter that there is not is refused; before, it was ignored. */
    private static void known(Request request) {
        for (var name : request.query().names()) {
            boolean known = ALWAYS.contains(name)
                    || name.equals("changes-before") && request.version().atLeast(66)
                    || Set.of("user_id", "project_id").contains(name)
                            && request.version().atLeast(80);
            if (!known) {
                throw new Fault.Invalid(
                        "query", "Additional properties are not allowed ('%s' was unexpected)".formatted(name));
            }
        }
    }

    private static MigrationFilter filter(Request request, boolean paged) {
        var query = request.query();
        var since = paged ? Values.time(query, "changes-since") : null;
        var before = request.version().atLeast(66) ? Values.time(query, "changes-before") : null;
        if (since != null && before != null && before.isBefore(since)) {
            throw new Fault.Invalid("The value of changes-since must be less than or equal to changes-before.");
        }
        int limit = paged ? Math.min(query.integer("limit", 0, MOST), MOST) : Integer.MAX_VALUE - 1;
        return new MigrationFilter(
                query.get("host"),
                query.get("source_compute"),
                query.get("instance_uuid"),
                statuses(query.get("status")),
                query.get("migration_type"),
                query.get("project_id"),
                query.get("user_id"),
                since,
                before,
                paged ? marker(query.get("marker")) : null,
                limit == 0 ? MOST : limit);
    }

    /** Empty, which is none, for a status that there is not. */
    private static @Nullable List<Migration.Status> statuses(@Nullable String text) {
        return text == null
                ? null
                : Arrays.stream(Migration.Status.values())
                        .filter(s -> s.text().equals(text))
                        .toList();
    }

    private static @Nullable UUID marker(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Fault.Invalid("Marker %s could not be found.".formatted(text));
        }
    }

    private static Map<String, @Nullable Object> view(Migration m, Request request, boolean hosts) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", m.number());
        if (request.version().atLeast(59)) {
            all.put("uuid", m.id());
        }
        all.put("instance_uuid", m.serverId().text());
        all.put("status", m.status().text());
        if (request.version().atLeast(23)) {
            all.put("migration_type", m.type());
        }
        all.put("source_compute", hosts ? m.sourceHost().value() : null);
        all.put("source_node", hosts ? m.sourceHost().value() : null);
        var to = m.destHost();
        all.put("dest_compute", hosts ? name(to) : null);
        all.put("dest_node", hosts ? name(to) : null);
        all.put("dest_host", null); // an address that only drivers which copy disks have
        all.put("old_instance_type_id", null); // flavors have no numbers here
        all.put("new_instance_type_id", null);
        all.put("created_at", Values.micros(m.createdAt()));
        all.put("updated_at", Values.micros(m.updatedAt()));
        if (request.version().atLeast(80)) {
            all.put("user_id", m.userId().text());
            all.put("project_id", m.projectId().text());
        }
        return all;
    }

    private static @Nullable String name(@Nullable HostName host) {
        return host == null ? null : host.value();
    }
}
