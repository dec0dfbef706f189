package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.VolumeChanges.Upload;
import stratus.oslo.http.Request;

/** What the start of an upload is answered with. */
final class UploadView {
    private UploadView() {}

    static Map<String, @Nullable Object> of(Request r, Upload upload, Map<String, Object> asked) {
        var volume = upload.volume();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", volume.id().text());
        body.put("updated_at", volume.updatedAt());
        body.put("status", volume.status());
        body.put("display_description", volume.description());
        body.put("size", volume.size());
        body.put("volume_type", TypeView.of(r, upload.type()));
        body.put("image_id", upload.image().id().text());
        body.put("container_format", upload.image().containerFormat());
        body.put("disk_format", upload.image().diskFormat());
        body.put("image_name", upload.image().name());
        if (asked.containsKey("protected")) {
            body.put("protected", asked.get("protected"));
            body.put("visibility", asked.get("visibility"));
        }
        return body;
    }
}
