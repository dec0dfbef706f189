package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerContexts;
import stratus.nova.app.ServerEdits;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Page;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers} of the Compute API, except its actions. */
public final class ServersApi {
    private final Servers servers;
    private final ServerEdits edits;
    private final ServerContexts contexts;

    public ServersApi(Servers servers, ServerEdits edits, ServerContexts contexts) {
        this.servers = servers;
        this.edits = edits;
        this.contexts = contexts;
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
        var asked = request.body(CreateServer.Body.class);
        var wanted = asked.server();
        var target = Map.of("project_id", request.caller().projectId().text());
        if (wanted.namesHost()) {
            request.require("compute:servers:create:requested_destination", target);
        } else if (wanted.wantedHost() != null) {
            request.require("os_compute_api:servers:create:forced_host", target);
        }
        var made = servers.create(request.caller(), asked.toRequest(request.version()))
                .getFirst();
        var answer = wanted.wantsReservation()
                ? Map.<String, Object>of("reservation_id", made.reservationId())
                : Map.<String, Object>of("server", created(request, made, wanted));
        return Response.accepted(answer)
                .with(
                        "Location",
                        request.baseUrl() + "/v2.1/servers/" + made.id().text());
    }

    private static Map<String, Object> created(Request request, Server made, CreateServer.Wanted wanted) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", made.id().text());
        body.put("links", ServerView.links(made, request));
        body.put("OS-DCF:diskConfig", made.spec().diskConfig());
        body.put(
                "security_groups",
                made.spec().securityGroups().stream()
                        .map(g -> Map.of("name", g))
                        .toList());
        body.put("adminPass", Values.password(wanted.adminPass()));
        return body;
    }

    private Response list(Request request, boolean detail) {
        request.authorize();
        var query = new ServerQuery(request);
        known(request.query().get("marker"));
        var filter = query.filter(everyProject(request, detail));
        var page = query.wantsNone() ? new Page<Server>(List.of(), false) : servers.list(filter, query.test());
        var body = new LinkedHashMap<String, Object>();
        body.put("servers", detail ? full(page.items(), request) : brief(page.items(), request));
        if (page.more()) {
            var last = page.items().getLast().id().text();
            body.put("servers_links", Links.next(request, detail ? "servers/detail" : "servers", last));
        }
        return Response.ok(body);
    }

    private static List<Map<String, Object>> brief(List<Server> some, Request request) {
        return some.stream().map(s -> ServerView.brief(s, request)).toList();
    }

    private List<Map<String, Object>> full(List<Server> some, Request request) {
        var known = contexts.of(some);
        return some.stream()
                .map(s -> ServerView.listed(s, Objects.requireNonNull(known.get(s.id())), request))
                .toList();
    }

    /** Only who may see them all sees other projects'. */
    private static boolean everyProject(Request request, boolean detail) {
        var all = request.query().get("all_tenants");
        boolean wanted = all != null && (all.isEmpty() || Boolean.TRUE.equals(Values.bool(all)));
        if (wanted) {
            var rule = "os_compute_api:servers:%s:get_all_tenants".formatted(detail ? "detail" : "index");
            request.require(rule, Map.of());
        }
        return wanted;
    }

    private void known(@Nullable String marker) {
        try {
            if (marker != null) {
                servers.getOrDeleted(ServerId.parse(marker));
            }
        } catch (Fault.NotFound gone) {
            throw new Fault.Invalid("marker [%s] not found".formatted(marker));
        }
    }

    private Response show(Request request) {
        var server = find(request, servers);
        return Response.ok(Map.of("server", ServerView.full(server, contexts.of(server), request)));
    }

    private Response update(Request request) {
        var server = find(request, servers);
        var changes = request.body(UpdateServer.Body.class).server();
        if (changes.diskConfig() != null) {
            edits.diskConfig(server, changes.diskConfig());
        }
        var changed = edits.edit(request.caller(), server, changes::on);
        return Response.ok(Map.of("server", ServerView.updated(changed, contexts.of(changed), request)));
    }

    private Response delete(Request request) {
        var server = find(request, servers);
        servers.delete(request.caller(), server);
        return Response.noContent();
    }

    /** The server of the path, for whoever may see it; one of another project is not there. */
    static Server find(Request request, Servers servers) {
        return find(request, servers, false);
    }

    static Server find(Request request, Servers servers, boolean deletedToo) {
        var id = ServerId.parse(request.path("server_id"));
        var server = deletedToo ? servers.getOrDeleted(id) : servers.get(id);
        var project = server.projectId().text();
        if (!request.allows("os_compute_api:servers:show", Map.of("project_id", project))) {
            throw new Fault.NotFound("Instance", id.text());
        }
        request.authorize(project);
        return server;
    }
}
