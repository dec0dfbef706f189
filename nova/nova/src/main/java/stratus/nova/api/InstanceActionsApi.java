package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerActions;
import stratus.nova.app.Servers;
import stratus.nova.domain.InstanceAction;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/os-instance-actions}: what was asked of a server, and what became of it. */
public final class InstanceActionsApi {
    private static final String RULE = "os_compute_api:os-instance-actions:";
    private static final int MOST = 1000;

    private final Servers servers;
    private final ServerActions actions;

    public InstanceActionsApi(Servers servers, ServerActions actions) {
        this.servers = servers;
        this.actions = actions;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/os-instance-actions", RULE + "list", this::list)
                .get("/servers/{server_id}/os-instance-actions/{request_id}", RULE + "show", this::show);
    }

    /** Those of deleted servers, too, since 2.21. */
    private Server server(Request request) {
        return ServersApi.find(request, servers, request.version().atLeast(21));
    }

    private Response list(Request request) {
        var all = actions.list(server(request));
        if (!request.version().atLeast(58)) {
            return Response.ok(Map.of(
                    "instanceActions", all.stream().map(a -> body(a, request)).toList()));
        }
        var chosen = after(between(all, request), request.query().get("marker"));
        int limit = Math.min(request.query().integer("limit", 0, MOST), MOST);
        var shown = chosen.subList(0, Math.min(limit, chosen.size()));
        var body = new LinkedHashMap<String, Object>();
        body.put("instanceActions", shown.stream().map(a -> body(a, request)).toList());
        if (!shown.isEmpty() && shown.size() < chosen.size()) {
            var collection = "servers/%s/os-instance-actions".formatted(request.path("server_id"));
            body.put("links", Links.next(request, collection, shown.getLast().requestId()));
        }
        return Response.ok(body);
    }

    private static List<InstanceAction> between(List<InstanceAction> all, Request request) {
        var since = Values.time(request.query(), "changes-since");
        var before = request.version().atLeast(66) ? Values.time(request.query(), "changes-before") : null;
        if (since != null && before != null && before.isBefore(since)) {
            throw new Fault.Invalid("The value of changes-since must be less than or equal to changes-before.");
        }
        return all.stream()
                .filter(a -> since == null || !a.updatedAt().isBefore(since))
                .filter(a -> before == null || !a.updatedAt().isAfter(before))
                .toList();
    }

    private static List<InstanceAction> after(List<InstanceAction> all, @Nullable String marker) {
        if (marker == null) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).requestId().equals(marker)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw new Fault.Invalid("Marker %s could not be found.".formatted(marker));
    }

    private Response show(Request request) {
        var server = server(request);
        var id = request.path("request_id");
        var action =
                actions.find(server, id).orElseThrow(() -> new Fault.NotFound("Action %s not found".formatted(id)));
        var body = body(action, request);
        boolean everything = allows(request, server, "events");
        if (everything || request.version().atLeast(51)) {
            body.put(
                    "events",
                    actions.events(action).stream()
                            .map(e -> event(e, server, request, everything))
                            .toList());
        }
        return Response.ok(Map.of("instanceAction", body));
    }

    private static boolean allows(Request request, Server server, String rule) {
        return request.allows(
                RULE + rule, Map.of("project_id", server.projectId().text()));
    }

    private static Map<String, @Nullable Object> body(InstanceAction a, Request request) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("action", a.action());
        all.put("instance_uuid", a.serverId().text());
        all.put("request_id", a.requestId());
        all.put("user_id", a.userId().text());
        all.put("project_id", a.projectId().text());
        all.put("start_time", Values.micros(a.startTime()));
        all.put("message", a.message());
        if (request.version().atLeast(58)) {
            all.put("updated_at", Values.micros(a.updatedAt()));
        }
        return all;
    }

    /** Only who may see everything sees hosts by their names. */
    private static Map<String, @Nullable Object> event(
            InstanceAction.Event e, Server server, Request request, boolean everything) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("event", e.event());
        all.put("start_time", Values.micros(e.startTime()));
        all.put("finish_time", Values.micros(e.finishTime()));
        all.put("result", e.result());
        if (everything) {
            all.put("traceback", e.result() != null && e.result().equals("Error") ? e.details() : null);
        }
        if (request.version().atLeast(62)) {
            if (everything) {
                all.put("host", e.host() == null ? null : e.host().text());
            }
            all.put("hostId", ServerView.hostId(server.projectId(), e.host()));
        }
        if (request.version().atLeast(84) && allows(request, server, "events:details")) {
            all.put("details", e.details());
        }
        return all;
    }
}
