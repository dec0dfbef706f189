package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.nova.app.ServerEdits;
import stratus.nova.app.Servers;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /servers/{id}/metadata}: the server's own notes, key by key. */
public final class ServerMetadataApi {
    private static final String RULE = "os_compute_api:server-metadata:";

    private final Servers servers;
    private final ServerEdits edits;

    public ServerMetadataApi(Servers servers, ServerEdits edits) {
        this.servers = servers;
        this.edits = edits;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/metadata", RULE + "index", this::list)
                .post("/servers/{server_id}/metadata", RULE + "create", this::merge)
                .put("/servers/{server_id}/metadata", RULE + "update_all", this::replace)
                .get("/servers/{server_id}/metadata/{key}", RULE + "show", this::show)
                .put("/servers/{server_id}/metadata/{key}", RULE + "update", this::update)
                .delete("/servers/{server_id}/metadata/{key}", RULE + "delete", this::delete);
    }

    private Response list(Request request) {
        return all(ServersApi.find(request, servers).metadata());
    }

    private Response merge(Request request) {
        var server = ServersApi.find(request, servers);
        return all(edits.addMetadata(request.caller(), server, given(request, "metadata"))
                .metadata());
    }

    private Response replace(Request request) {
        var server = ServersApi.find(request, servers);
        return all(edits.setMetadata(request.caller(), server, given(request, "metadata"))
                .metadata());
    }

    private static Response all(Map<String, String> metadata) {
        return Response.ok(Map.of("metadata", metadata));
    }

    private Response show(Request request) {
        var value = ServersApi.find(request, servers).metadata().get(request.path("key"));
        if (value == null) {
            throw new Fault.NotFound("Metadata item was not found");
        }
        return Response.ok(Map.of("meta", Map.of(request.path("key"), value)));
    }

    private Response update(Request request) {
        var server = ServersApi.find(request, servers);
        var given = given(request, "meta");
        var key = request.path("key");
        if (given.size() != 1) {
            throw new Fault.Invalid(
                    "meta",
                    given.isEmpty()
                            ? "{} does not have enough properties"
                            : "%s has too many properties".formatted(given));
        }
        if (!given.containsKey(key)) {
            throw new Fault.Invalid("Request body and URI mismatch");
        }
        edits.addMetadata(request.caller(), server, given);
        return Response.ok(Map.of("meta", given));
    }

    private Response delete(Request request) {
        var server = ServersApi.find(request, servers);
        var key = request.path("key");
        if (!server.metadata().containsKey(key)) {
            throw new Fault.NotFound("Metadata item was not found");
        }
        edits.removeMetadata(request.caller(), server, key);
        return Response.noContent();
    }

    private static Map<String, String> given(Request request, String name) {
        var body = request.json();
        if (!body.path(name).isObject()) {
            throw new Fault.Invalid("'%s' is a required property".formatted(name));
        }
        return read(name, body.path(name));
    }

    /** Keys of 1 to 255 characters, values of at most 255. */
    static Map<String, String> read(String field, JsonNode object) {
        var all = new LinkedHashMap<String, String>();
        object.forEachEntry((key, value) -> {
            if (!value.isString()) {
                throw new Fault.Invalid(key, "%s is not of type 'string'".formatted(value));
            }
            Values.item(field, key, value.stringValue());
            all.put(key, value.stringValue());
        });
        return all;
    }
}
