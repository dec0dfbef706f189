package stratus.nova.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import stratus.nova.app.ServerEdits;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/tags}, since 2.26. */
public final class ServerTagsApi {
    private static final String RULE = "os_compute_api:os-server-tags:";
    private static final int MOST = 50;
    private static final int LONGEST = 60;

    private final Servers servers;
    private final ServerEdits edits;

    public ServerTagsApi(Servers servers, ServerEdits edits) {
        this.servers = servers;
        this.edits = edits;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/tags", RULE + "index", this::list)
                .put("/servers/{server_id}/tags", RULE + "update_all", this::replace)
                .delete("/servers/{server_id}/tags", RULE + "delete_all", this::clear)
                .get("/servers/{server_id}/tags/{tag}", RULE + "show", this::show)
                .put("/servers/{server_id}/tags/{tag}", RULE + "update", this::add)
                .delete("/servers/{server_id}/tags/{tag}", RULE + "delete", this::remove);
    }

    private Server server(Request request) {
        var server = ServersApi.find(request, servers);
        Values.since(request, 26);
        return server;
    }

    private Response list(Request request) {
        return Response.ok(Map.of("tags", server(request).tags()));
    }

    private Response replace(Request request) {
        var server = server(request);
        var body = request.json();
        if (!body.path("tags").isArray()) {
            throw new Fault.Invalid("'tags' is a required property");
        }
        var tags = new LinkedHashSet<String>();
        body.path("tags").forEach(tag -> {
            if (!tag.isString()) {
                throw new Fault.Invalid("tags", "%s is not of type 'string'".formatted(tag));
            }
            tags.add(tag(tag.stringValue()));
        });
        few(tags.size());
        return Response.ok(Map.of(
                "tags", edits.tags(request.caller(), server, List.copyOf(tags)).tags()));
    }

    private static void few(int count) {
        if (count > MOST) {
            throw new Fault.Invalid("tags", "The number of tags exceeded the per-server limit %d".formatted(MOST));
        }
    }

    private Response clear(Request request) {
        edits.tags(request.caller(), server(request), List.of());
        return Response.noContent();
    }

    private Response show(Request request) {
        if (!server(request).tags().contains(request.path("tag"))) {
            throw missing(request);
        }
        return Response.noContent();
    }

    private static Fault missing(Request request) {
        return new Fault.NotFound(
                "Server %s has no tag '%s'".formatted(request.path("server_id"), request.path("tag")));
    }

    private Response add(Request request) {
        var server = server(request);
        var tag = tag(request.path("tag"));
        if (server.tags().contains(tag)) {
            return Response.noContent();
        }
        few(server.tags().size() + 1);
        edits.addTag(request.caller(), server, tag);
        return Response.of(201, null)
                .with(
                        "Location",
                        "%s/v2.1/servers/%s/tags/%s"
                                .formatted(request.baseUrl(), server.id().text(), tag));
    }

    private Response remove(Request request) {
        var server = server(request);
        if (!server.tags().contains(request.path("tag"))) {
            throw missing(request);
        }
        edits.removeTag(request.caller(), server, request.path("tag"));
        return Response.noContent();
    }

    /** 1 to 60 characters without slash and comma. */
    static String tag(String tag) {
        if (tag.isEmpty() || tag.length() > LONGEST) {
            throw new Fault.Invalid("tags", "'%s' is too %s".formatted(tag, tag.isEmpty() ? "short" : "long"));
        }
        if (tag.contains("/") || tag.contains(",")) {
            throw new Fault.Invalid("tags", "'%s' does not match '^[^,/]*$'".formatted(tag));
        }
        return tag;
    }
}
