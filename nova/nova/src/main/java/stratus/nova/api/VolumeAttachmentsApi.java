package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Servers;
import stratus.nova.app.VolumeAttachments;
import stratus.nova.domain.Server;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Since;
import tools.jackson.databind.JsonNode;

/** {@code /servers/{id}/os-volume_attachments}. */
public final class VolumeAttachmentsApi {
    private static final String RULE = "os_compute_api:os-volumes-attachments:";

    private final Servers servers;
    private final VolumeAttachments attachments;

    public VolumeAttachmentsApi(Servers servers, VolumeAttachments attachments) {
        this.servers = servers;
        this.attachments = attachments;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/os-volume_attachments", RULE + "index", this::list)
                .post("/servers/{server_id}/os-volume_attachments", RULE + "create", this::create)
                .get("/servers/{server_id}/os-volume_attachments/{volume_id}", RULE + "show", this::show)
                .put("/servers/{server_id}/os-volume_attachments/{volume_id}", RULE + "update", this::update)
                .delete("/servers/{server_id}/os-volume_attachments/{volume_id}", RULE + "delete", this::delete);
    }

    record Body(@JsonProperty("volumeAttachment") Wanted wanted) {}

    record Wanted(
            @JsonProperty("volumeId") String volume,
            @Nullable String device,
            @Since(49) @Nullable String tag,
            @Since(79) @Nullable Boolean deleteOnTermination) {
        Wanted {
            if (tag != null) {
                ServerTagsApi.tag(tag);
            }
        }
    }

    private Response list(Request request) {
        var server = ServersApi.find(request, servers);
        var all = VolumeAttachments.of(server);
        int offset = Math.min(request.query().integer("offset", 0, 0), all.size());
        int limit = request.query().integer("limit", 0, 0);
        var some = all.subList(offset, limit == 0 ? all.size() : Math.min(all.size(), offset + limit));
        return Response.ok(Map.of(
                "volumeAttachments",
                some.stream().map(d -> view(request, server, d)).toList()));
    }

    private Response show(Request request) {
        var server = ServersApi.find(request, servers);
        return Response.ok(Map.of("volumeAttachment", view(request, server, device(request, server))));
    }

    private static BlockDevice device(Request request, Server server) {
        return VolumeAttachments.find(server, volume(request.path("volume_id")));
    }

    private static VolumeId volume(String text) {
        try {
            return VolumeId.parse(text);
        } catch (Fault.NotFound notAnId) {
            throw new Fault.NotFound("Volume %s could not be found.".formatted(text));
        }
    }

    private Response create(Request request) {
        var server = ServersApi.find(request, servers);
        var asked = request.body(Body.class).wanted();
        var wanted = new VolumeAttachments.Wanted(
                volume(asked.volume()),
                asked.device(),
                asked.tag(),
                Boolean.TRUE.equals(asked.deleteOnTermination()),
                request.version().atLeast(60));
        var device = attachments.attach(request.caller(), server, wanted);
        return Response.ok(Map.of("volumeAttachment", made(request, server, device)));
    }

    /** What a create answers has had the same shape ever since 2.79. */
    private static Map<String, @Nullable Object> made(Request request, Server server, BlockDevice device) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", id(device));
        all.put("serverId", server.id().text());
        all.put("volumeId", id(device));
        all.put("device", device.device());
        since(all, request, device);
        return all;
    }

    private static Map<String, @Nullable Object> view(Request request, Server server, BlockDevice device) {
        boolean newest = request.version().atLeast(89);
        var all = new LinkedHashMap<String, @Nullable Object>();
        if (!newest) {
            all.put("id", id(device));
        }
        all.put("volumeId", id(device));
        all.put("serverId", server.id().text());
        all.put("device", device.device());
        since(all, request, device);
        if (newest) {
            all.put(
                    "attachment_id",
                    device.attachment() == null ? null : device.attachment().text());
            all.put("bdm_uuid", VolumeAttachments.id(server, device).toString());
        }
        return all;
    }

    private static void since(Map<String, @Nullable Object> all, Request request, BlockDevice device) {
        if (request.version().atLeast(70)) {
            all.put("tag", device.tag());
        }
        if (request.version().atLeast(79)) {
            all.put("delete_on_termination", device.deleteOnTermination());
        }
    }

    private static String id(BlockDevice device) {
        return device.volume() == null ? "" : device.volume().text();
    }

    /** Only whether the volume goes with the server can be changed; swapping volumes is Cinder's migration. */
    private Response update(Request request) {
        var server = ServersApi.find(request, servers);
        var body = request.json().path("volumeAttachment");
        var other = body.path("volumeId").asString("");
        if (!request.version().atLeast(85) || !other.equals(request.path("volume_id"))) {
            request.require(RULE + "swap", Map.of());
            throw new Fault.NotImplemented("Swapping volumes is not supported yet.");
        }
        var device = device(request, server);
        immutable(body, "id", id(device));
        immutable(body, "serverId", server.id().text());
        immutable(body, "device", device.device());
        immutable(body, "tag", device.tag() == null ? "" : device.tag());
        var wish = body.path("delete_on_termination");
        if (!wish.isMissingNode()) {
            var value = Values.bool(wish.asString());
            if (value == null) {
                throw new Fault.Invalid("delete_on_termination", "%s is not of type 'boolean'".formatted(wish));
            }
            attachments.deleteOnTermination(server, volume(request.path("volume_id")), value);
        }
        return Response.accepted();
    }

    private static void immutable(JsonNode body, String field, String value) {
        if (body.has(field) && !body.path(field).asString("").equals(value)) {
            throw new Fault.Invalid("The %s property is not mutable".formatted(field));
        }
    }

    private Response delete(Request request) {
        var server = ServersApi.find(request, servers);
        attachments.detach(request.caller(), server, volume(request.path("volume_id")));
        return Response.accepted();
    }
}
