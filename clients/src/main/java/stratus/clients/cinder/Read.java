package stratus.clients.cinder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.clients.cinder.Attachment.Connection;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of Cinder as records. */
final class Read {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Read() {}

    static Volume volume(JsonNode json) {
        return new Volume(
                VolumeId.parse(json.path("id").stringValue()),
                text(json, "name"),
                json.path("status").stringValue(),
                json.path("size").intValue(),
                json.path("availability_zone").stringValue(),
                json.path("bootable").stringValue().equals("true"),
                json.path("multiattach").booleanValue(),
                json.path("os-vol-tenant-attr:tenant_id").asString(""),
                texts(json.path("metadata")),
                texts(json.path("volume_image_metadata")),
                json.path("attachments").values().stream().map(Read::texts).toList());
    }

    static Attachment attachment(JsonNode json) {
        var server = text(json, "instance");
        return new Attachment(
                AttachmentId.parse(json.path("id").stringValue()),
                VolumeId.parse(json.path("volume_id").stringValue()),
                server == null ? null : ServerId.parse(server),
                json.path("status").stringValue(),
                connection(json.path("connection_info")));
    }

    /** Cinder writes the driver's data flat, with its own fields between. */
    private static @Nullable Connection connection(JsonNode json) {
        if (!json.has("driver_volume_type")) {
            return null;
        }
        Map<String, Object> data = JSON.convertValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        data.remove("attachment_id");
        data.values().removeIf(Objects::isNull);
        var type = String.valueOf(data.remove("driver_volume_type"));
        return new Connection(type, data);
    }

    private static Map<String, String> texts(JsonNode json) {
        var all = new LinkedHashMap<String, String>();
        json.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                all.put(name, value.asString());
            }
        });
        return all;
    }

    private static @Nullable String text(JsonNode json, String key) {
        var value = json.path(key);
        return value.isString() ? value.stringValue() : null;
    }
}
