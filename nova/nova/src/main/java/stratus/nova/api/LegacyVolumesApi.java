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
    private static final String ALL = "/v3/volumes";

    private final UserApi cinder;

    public LegacyVolumesApi(UserApi cinder) {
        this.cinder = cinder;
    }

    public void routes(Routes routes) {
        routes.get("/os-volumes", RULE + "list", this::list)
                .get("/os-volumes/detail", RULE + "detail", this::list)
                .get("/os-volumes/{id}", RULE + "show", this::show)
                .post("/os-volumes", RULE + "create", this::create)
                .delete("/os-volumes/{id}", RULE + "delete", this::delete);
    }

    private Response list(Request request) {
        begin(request);
        var all = cinder.get(request.caller(), ALL + "/detail").path("volumes");
        var shown = limited(request, all).stream().map(LegacyVolumesApi::view).toList();
        return Response.ok(Map.of("volumes", shown));
    }

    private static void begin(Request request) {
        request.authorize();
        Values.until(request, 35);
    }

    /** What {@code offset} and {@code limit} leave of a list. */
    static List<JsonNode> limited(Request request, JsonNode all) {
        int offset = request.query().integer("offset", 0, 0);
        int limit = request.query().integer("limit", 0, 1000);
        return all.valueStream()
                .skip(offset)
                .limit(limit == 0 ? 1000 : Math.min(limit, 1000))
                .toList();
    }

    private Response show(Request request) {
        begin(request);
        return Response.ok(Map.of("volume", view(find(request))));
    }

    private JsonNode find(Request request) {
        var id = request.path("id");
        try {
            return cinder.get(request.caller(), ALL + "/" + id).path("volume");
        } catch (Fault.NotFound gone) {
            throw new Fault.NotFound("Volume %s could not be found.".formatted(id));
        }
    }

    private Response delete(Request request) {
        begin(request);
        cinder.delete(request.caller(), ALL + "/" + find(request).path("id").asString());
        return Response.accepted();
    }

    private Response create(Request request) {
        begin(request);
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
        var body = new LinkedHashMap<String, Object>();
        body.put("size", size(wanted.path("size")));
        text(wanted, "display_name", body, "name");
        text(wanted, "display_description", body, "description");
        text(wanted, "volume_type", body, "volume_type");
        text(wanted, "snapshot_id", body, "snapshot_id");
        text(wanted, "availability_zone", body, "availability_zone");
        if (wanted.has("metadata")) {
            body.put("metadata", wanted.path("metadata"));
        }
        var made = cinder.post(request.caller(), ALL, Map.of("volume", body)).path("volume");
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

    static void text(JsonNode from, String name, Map<String, Object> to, String as) {
        var given = from.path(name);
        if (given.isMissingNode()) {
            return;
        }
        if (!given.isString()) {
            throw new Fault.Invalid(name, "%s is not of type 'string'".formatted(given));
        }
        to.put(as, given);
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
