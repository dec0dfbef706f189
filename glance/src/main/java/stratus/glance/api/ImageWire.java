package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.oslo.base.TimeFormat;

/** Images as the wire has them: properties lie flat beside the fields. */
final class ImageWire {
    private ImageWire() {}

    /** @param properties those of its properties that are to be seen */
    static Map<String, @Nullable Object> of(Image image, Map<String, String> properties) {
        var wire = new LinkedHashMap<String, @Nullable Object>(properties);
        wire.put("id", image.id());
        wire.put("name", image.metadata().name());
        wire.put("status", image.status());
        wire.put("visibility", image.visibility());
        wire.put("owner", image.owner());
        wire.put("disk_format", image.diskFormat());
        wire.put("container_format", image.containerFormat());
        wire.put("size", image.size());
        wire.put("virtual_size", image.data().virtualSize());
        wire.put("checksum", image.data().checksum());
        wire.put("os_hash_algo", image.data().osHashAlgo());
        wire.put("os_hash_value", image.data().osHashValue());
        wire.put("min_disk", image.metadata().minimum().minDisk());
        wire.put("min_ram", image.metadata().minimum().minRam());
        wire.put("protected", image.metadata().access().undeletable());
        wire.put("os_hidden", image.metadata().access().hidden());
        wire.put("tags", image.tags());
        wire.put("created_at", TimeFormat.SECONDS_Z.write(image.createdAt()));
        wire.put("updated_at", TimeFormat.SECONDS_Z.write(image.updatedAt()));
        var stores = image.locations().stream()
                .map(Location::store)
                .filter(Objects::nonNull)
                .toList();
        if (!stores.isEmpty()) {
            wire.put("stores", String.join(",", stores));
        }
        wire.put("self", "/v2/images/" + image.id());
        wire.put("file", "/v2/images/" + image.id() + "/file");
        wire.put("schema", "/v2/schemas/image");
        return wire;
    }
}
