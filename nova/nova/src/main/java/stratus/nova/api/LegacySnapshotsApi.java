package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /os-snapshots}: Cinder's snapshots, until 2.35. */
public final class LegacySnapshotsApi {
    private static final String RULE = "os_compute_api:os-volumes:snapshots:";
    private static final String ALL = "/v3/snapshots";

    private final UserApi cinder;

    public LegacySnapshotsApi(UserApi cinder) {
        this.cinder = cinder;
    }

    public void routes(Routes routes) {
        routes.get("/os-snapshots", RULE + "list", this::list)
                .get("/os-snapshots/detail", RULE + "detail", this::list)
                .get("/os-snapshots/{id}", RULE + "show", this::show)
                .post("/os-snapshots", RULE + "create", this::create)
                .delete("/os-snapshots/{id}", RULE + "delete", this::delete);
    }

    private Response list(Request request) {
        begin(request);
        var all = cinder.get(request.caller(), ALL + "/detail").path("snapshots");
        var shown = LegacyVolumesApi.limited(request, all).stream()
                .map(LegacySnapshotsApi::view)
                .toList();
        return Response.ok(Map.of("snapshots", shown));
    }

    private static void begin(Request request) {
        request.authorize();
        Values.until(request, 35);
    }

    private Response show(Request request) {
        begin(request);
        return Response.ok(Map.of("snapshot", view(find(request))));
    }

    private JsonNode find(Request request) {
        var id = request.path("id");
        try {
            return cinder.get(request.caller(), ALL + "/" + id).path("snapshot");
        } catch (Fault.NotFound gone) {
            throw new Fault.NotFound("Snapshot %s could not be found.".formatted(id));
        }
    }

    private Response delete(Request request) {
        begin(request);
        cinder.delete(request.caller(), ALL + "/" + find(request).path("id").asString());
        return Response.accepted();
    }

    private Response create(Request request) {
        begin(request);
        var wanted = request.json().path("snapshot");
        ActionBody.only(wanted, "snapshot", "volume_id", "force", "display_name", "display_description");
        if (!wanted.has("volume_id")) {
            throw new Fault.Invalid("snapshot", "'volume_id' is a required property");
        }
        var body = new LinkedHashMap<String, Object>();
        LegacyVolumesApi.text(wanted, "volume_id", body, "volume_id");
        LegacyVolumesApi.text(wanted, "display_name", body, "name");
        LegacyVolumesApi.text(wanted, "display_description", body, "description");
        if (wanted.has("force")) {
            body.put("force", Values.flag("force", wanted.path("force")));
        }
        var made = cinder.post(request.caller(), ALL, Map.of("snapshot", body)).path("snapshot");
        return Response.ok(Map.of("snapshot", view(made)));
    }

    private static Map<String, Object> view(JsonNode snapshot) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", snapshot.path("id"));
        all.put("volumeId", snapshot.path("volume_id"));
        all.put("status", snapshot.path("status"));
        all.put("size", snapshot.path("size"));
        all.put("createdAt", snapshot.path("created_at"));
        all.put("displayName", snapshot.path("name"));
        all.put("displayDescription", snapshot.path("description"));
        return all;
    }
}
