package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /os-volumes}: Cinder's volumes, until 2.35. */
public final class LegacyVolumesApi {
    private static final String RULE = "os_compute_api:os-volumes:";

    private final LegacyCinder volumes;

    public LegacyVolumesApi(UserApi cinder) {
        this.volumes = new LegacyCinder(cinder, "Volume", "volume", RULE, LegacyVolumesApi::view);
    }

    public void routes(Routes routes) {
        volumes.routes(routes);
        routes.post("/os-volumes", RULE + "create", this::create);
    }

    private Response create(Request request) {
        Legacy.begin(request);
        var wanted = request.json().path("volume");
        ActionBody.only(
                wanted,
                "volume",
                "volume_type",
                "metadata",
                "snapshot_id",
                "size",
                "availability_zone",
                "display_name",
                "display_description");
        var body = LegacyCinder.fields(wanted);
        body.put("size", size(wanted.path("size")));
        for (var name : List.of("volume_type", "snapshot_id", "availability_zone")) {
            LegacyCinder.text(wanted, name, body);
        }
        if (wanted.has("metadata")) {
            body.put("metadata", wanted.path("metadata"));
        }
        var made = volumes.create(request, body);
        var location = "%s/v2.1/os-volumes/%s"
                .formatted(request.baseUrl(), made.path("id").asString());
        return Response.ok(Map.of("volume", view(made))).with("Location", location);
    }

    private static int size(JsonNode given) {
        if (given.isMissingNode()) {
            throw new Fault.Invalid("volume", "'size' is a required property");
        }
        if (!given.isString() && !given.isIntegralNumber() || !given.asString().matches("[0-9]{1,9}")) {
            throw new Fault.Invalid("size", "%s does not match '^[0-9]+$'".formatted(given));
        }
        int size = Integer.parseInt(given.asString());
        if (size < 1) {
            throw new Fault.Invalid("size", "%d is less than the minimum of 1".formatted(size));
        }
        return size;
    }

    private static Map<String, @Nullable Object> view(JsonNode volume) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", volume.path("id"));
        all.put("status", volume.path("status"));
        all.put("size", volume.path("size"));
        all.put("availabilityZone", volume.path("availability_zone"));
        all.put("createdAt", volume.path("created_at"));
        all.put("attachments", List.of(attachment(volume)));
        all.put("displayName", volume.path("name"));
        all.put("displayDescription", volume.path("description"));
        all.put("volumeType", volume.path("volume_type"));
        all.put("snapshotId", volume.path("snapshot_id"));
        var metadata = volume.path("metadata");
        all.put("metadata", metadata.isObject() ? metadata : Map.of());
        return all;
    }

    /** The first one; empty where there is none. */
    private static Map<String, Object> attachment(JsonNode volume) {
        var tie = volume.path("attachments").path(0);
        var all = new LinkedHashMap<String, Object>();
        if (tie.path("server_id").isString()) {
            all.put("id", volume.path("id"));
            all.put("volumeId", volume.path("id"));
            all.put("serverId", tie.path("server_id"));
            if (tie.path("device").isString()) {
                all.put("device", tie.path("device"));
            }
        }
        return all;
    }
}
