package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /os-snapshots}: Cinder's snapshots, until 2.35. */
public final class LegacySnapshotsApi {
    private static final String RULE = "os_compute_api:os-volumes:snapshots:";

    private final LegacyCinder snapshots;

    public LegacySnapshotsApi(UserApi cinder) {
        this.snapshots = new LegacyCinder(cinder, "Snapshot", "snapshot", RULE, LegacySnapshotsApi::view);
    }

    public void routes(Routes routes) {
        snapshots.routes(routes);
        routes.post("/os-snapshots", RULE + "create", this::create);
    }

    private Response create(Request request) {
        Legacy.begin(request);
        var wanted = request.json().path("snapshot");
        ActionBody.only(wanted, "snapshot", "volume_id", "force", "display_name", "display_description");
        if (!wanted.has("volume_id")) {
            throw new Fault.Invalid("snapshot", "'volume_id' is a required property");
        }
        var body = LegacyCinder.fields(wanted);
        LegacyCinder.text(wanted, "volume_id", body);
        if (wanted.has("force")) {
            body.put("force", Values.flag("force", wanted.path("force")));
        }
        return Response.ok(Map.of("snapshot", view(snapshots.create(request, body))));
    }

    private static Map<String, @Nullable Object> view(JsonNode snapshot) {
        var all = new LinkedHashMap<String, @Nullable Object>();
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
