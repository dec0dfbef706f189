package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.VolumeChanges;
import stratus.cinder.app.Volumes;
import stratus.cinder.domain.Volume;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import tools.jackson.databind.JsonNode;

/** Actions on volumes that have to do with images: making one, and what is known of the one a volume was made from. */
final class VolumeImageActions {
    private final Volumes volumes;
    private final VolumeChanges changes;

    VolumeImageActions(Volumes volumes, VolumeChanges changes) {
        this.volumes = volumes;
        this.changes = changes;
    }

    Response upload(Request r, Volume volume, JsonNode argument) {
        boolean newer = r.version().atLeast(1);
        Bodies.only(
                argument,
                newer
                        ? new String[] {
                            "image_name", "force", "disk_format", "container_format", "visibility", "protected"
                        }
                        : new String[] {"image_name", "force", "disk_format", "container_format"});
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", Bodies.needed(argument, "image_name"));
        fields.put("container_format", or(Bodies.text(argument, "container_format"), "bare"));
        fields.put(
                "disk_format",
                argument.has("disk_format")
                        ? Bodies.oneOf(argument, "disk_format", "raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx")
                        : "raw");
        if (newer) {
            fields.put("visibility", or(Bodies.text(argument, "visibility"), "private"));
            fields.put("protected", Boolean.TRUE.equals(Bodies.flag(argument, "protected")));
            if (fields.get("visibility").equals("public")) {
                r.require(
                        "volume_extension:volume_actions:upload_public",
                        Map.of("project_id", volume.projectId().value()));
            }
        }
        var upload = changes.upload(Ask.viewer(r), volume, fields);
        return Response.accepted(Map.of("os-volume_upload_image", UploadView.of(r, upload, fields)));
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    Response set(Request r, Volume volume, JsonNode argument) {
        var all = new LinkedHashMap<>(volume.imageMetadata());
        all.putAll(Bodies.texts(argument, "metadata"));
        var after = volumes.update(r.caller(), volume.id(), v -> v.withImageMetadata(all));
        return Response.ok(Map.of("metadata", after.volume().imageMetadata()));
    }

    Response unset(Request r, Volume volume, JsonNode argument) {
        var key = Bodies.needed(argument, "key");
        var all = new LinkedHashMap<>(volume.imageMetadata());
        if (all.remove(key) == null) {
            throw new Fault.NotFound("Glance metadata for volume/snapshot %s cannot be found."
                    .formatted(volume.id().text()));
        }
        volumes.update(r.caller(), volume.id(), v -> v.withImageMetadata(all));
        return Response.of(200, null);
    }

    static Response show(Request r, Volume volume, JsonNode argument) {
        return Response.ok(Map.of("metadata", volume.imageMetadata()));
    }
}
