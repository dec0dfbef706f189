package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.store.ServerFilter;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Page;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers} of the Compute API, except its actions. */
public final class ServersApi {
    private static final Map<String, String> SORT =
            Map.of("created_at", "created_at", "updated_at", "updated_at", "display_name", "name", "uuid", "id");
    private static final Map<String, List<VmState>> STATES = Map.of(
            "ACTIVE", List.of(VmState.ACTIVE),
            "BUILD", List.of(VmState.BUILDING),
            "ERROR", List.of(VmState.ERROR),
            "SHUTOFF", List.of(VmState.STOPPED),
            "PAUSED", List.of(VmState.PAUSED),
            "DELETED", List.of(VmState.DELETED));
    private static final int MAX = 1000;

    private final Servers servers;

    public ServersApi(Servers servers) {
        this.servers = servers;
    }

    public Routes routes(Routes routes) {
        return routes.post("/servers", "os_compute_api:servers:create", this::create)
                .get("/servers", "os_compute_api:servers:index", r -> list(r, false))
                .get("/servers/detail", "os_compute_api:servers:detail", r -> list(r, true))
                .get("/servers/{server_id}", "os_compute_api:servers:show", this::show)
                .put("/servers/{server_id}", "os_compute_api:servers:update", this::update)
                .delete("/servers/{server_id}", "os_compute_api:servers:delete", this::delete);
    }

    private Response create(Request request) {
        request.authorize();
        var wanted = request.body(CreateServer.Body.class).server();
        var target = Map.of("project_id", request.caller().projectId().text());
        if (wanted.wantedHost() != null) {
            request.require("os_compute_api:servers:create:forced_host", target);
        }
        var made = servers.create(request.caller(), wanted.toRequest(request.version()))
                .getFirst();
        var body = new LinkedHashMap<String, Object>();
        body.put("id", made.id().text());
        body.put("links", ServerView.links(made, request));
        body.put("OS-DCF:diskConfig", made.spec().diskConfig());
        body.put(
                "security_groups",
                made.spec().securityGroups().stream()
                        .map(g -> Map.of("name", g))
                        .toList());
        body.put("adminPass", wanted.adminPass() == null ? Ids.hex().substring(0, 12) : wanted.adminPass());
        return Response.accepted(Map.of("server", body))
                .with(
                        "Location",
                        request.baseUrl() + "/v2.1/servers/" + made.id().text());
    }

    private Response list(Request request, boolean detail) {
        request.authorize();
        var page = servers.list(filter(request, detail));
        var items = page.items().stream()
                .map(s -> detail ? ServerView.full(s, servers.fault(s), request) : ServerView.brief(s, request))
                .toList();
        var body = new LinkedHashMap<String, Object>();
        body.put("servers", items);
        if (page.more()) {
            var next = "%s%s?limit=%d&marker=%s"
                    .formatted(
                            request.baseUrl(),
                            request.path(),
                            page.items().size(),
                            page.items().getLast().id().text());
            body.put("servers_links", List.of(Map.of("rel", "next", "href", next)));
        }
        return Response.ok(body);
    }

    private ServerFilter filter(Request request, boolean detail) {
        var q = request.query();
        boolean all = q.has("all_tenants") && Set.of("", "1", "true", "True").contains(q.get("all_tenants", ""));
        if (all) {
            var rule = "os_compute_api:servers:%s:get_all_tenants".formatted(detail ? "detail" : "index");
            request.require(rule, Map.of());
        }
        var project = all ? q.get("project_id") : request.caller().projectId().text();
        boolean deleted = request.caller().has("admin") && q.get("deleted", "").matches("(?i)1|true");
        return new ServerFilter(
                project,
                q.get("name"),
                states(q),
                q.get("host"),
                q.get("flavor"),
                q.get("image"),
                q.get("user_id"),
                q.get("reservation_id"),
                q.has("locked") ? Boolean.valueOf(q.get("locked", "")) : null,
                q.has("changes-since") ? null : deleted,
                time(q, "changes-since"),
                time(q, "changes-before"),
                words(q, "tags"),
                words(q, "not-tags"),
                q.all("uuid"),
                page(q));
    }

    private static @Nullable List<VmState> states(Query q) {
        var status = q.get("status");
        return status == null ? null : STATES.getOrDefault(status.toUpperCase(Locale.ROOT), List.of());
    }

    private static java.time.@Nullable Instant time(Query q, String name) {
        var text = q.get(name);
        if (text == null) {
            return null;
        }
        try {
            return java.time.Instant.parse(text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$") ? text : text + "Z");
        } catch (java.time.DateTimeException e) {
            throw new Fault.Invalid("Invalid filter field: %s.".formatted(name));
        }
    }

    private static List<String> words(Query q, String name) {
        return q.has(name) ? List.of(q.get(name, "").split(",")) : List.of();
    }

    private Page.Request page(Query q) {
        var marker = q.get("marker");
        if (marker != null) {
            try {
                servers.get(ServerId.parse(marker));
            } catch (Fault.NotFound gone) {
                throw new Fault.Invalid("marker [%s] not found".formatted(marker));
            }
        }
        int limit = Math.min(q.integer("limit", 0, MAX), MAX);
        var column = SORT.get(q.get("sort_key", "created_at"));
        if (column == null) {
            throw new Fault.Invalid("sort_key", "'%s' cannot be sorted by.".formatted(q.get("sort_key")));
        }
        boolean descending = !q.get("sort_dir", "desc").equals("asc");
        return new Page.Request(marker, limit == 0 ? MAX : limit, List.of(new Page.Sort(column, descending)));
    }

    private Response show(Request request) {
        var server = find(request, servers);
        return Response.ok(Map.of("server", ServerView.full(server, servers.fault(server), request)));
    }

    private Response update(Request request) {
        var server = find(request, servers);
        var changed = request.body(UpdateServer.Body.class).server().on(server, servers.now());
        return Response.ok(Map.of(
                "server",
                ServerView.full(servers.describe(request.caller(), changed), servers.fault(server), request)));
    }

    private Response delete(Request request) {
        var server = find(request, servers);
        servers.delete(request.caller(), server);
        return Response.noContent();
    }

    /** The server of the path, for whoever may see it; one of another project is not there. */
    static Server find(Request request, Servers servers) {
        var id = ServerId.parse(request.path("server_id"));
        var server = servers.get(id);
        var project = server.projectId().text();
        if (!request.allows("os_compute_api:servers:show", Map.of("project_id", project))) {
            throw new Fault.NotFound("Instance", id.text());
        }
        request.authorize(project);
        return server;
    }
}
