package stratus.nova.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** What Glance is told of an image that is made of a server. */
record SnapshotFields(ImageCatalog images) {
    /** What is the base image's alone; a volume's metadata has its fields, too. */
    private static final Set<String> NOT_INHERITED = Set.of(
            "cache_in_nova",
            "bittorrent",
            "img_signature",
            "img_signature_hash_method",
            "img_signature_key_type",
            "img_signature_certificate_uuid",
            "block_device_mapping",
            "bdm_v2",
            "root_device_name",
            "backup_type",
            "image_id",
            "image_name",
            "size",
            "checksum",
            "container_format",
            "disk_format",
            "min_ram",
            "min_disk");

    /** The base image's properties, then what the snapshot is, then {@code more}, which wins. */
    Map<String, Object> of(Caller caller, Server server, String name, String type, Map<String, String> more) {
        var fields = new LinkedHashMap<String, Object>(server.spec().image().properties());
        NOT_INHERITED.forEach(fields::remove);
        fields.keySet().removeIf(key -> key.startsWith("os_glance_"));
        var base = server.spec().image().id();
        fields.put("base_image_ref", base == null ? "" : base.text());
        fields.put("owner_id", server.projectId().text());
        fields.put("image_location", "snapshot");
        fields.put("image_state", "available");
        fields.put("instance_uuid", server.id().text());
        fields.put("user_id", caller.userId().text());
        fields.put("image_type", type);
        fields.putAll(more);
        fields.put("name", name);
        least(caller, server, base, fields);
        visibility(caller, server, fields);
        return fields;
    }

    /** A guest of it needs what this one has; the base image may be gone by now. */
    private void least(Caller caller, Server server, @Nullable ImageId base, Map<String, Object> fields) {
        int disk = server.bootsFromVolume() ? 0 : server.spec().flavor().rootGib();
        int memory = 0;
        if (base != null) {
            try {
                var image = images.find(caller, base);
                disk = Math.max(disk, image.minDiskGib());
                memory = image.minMemoryMib();
            } catch (Fault.NotFound | Fault.Forbidden gone) {
                memory = 0;
            }
        }
        fields.put("min_disk", disk);
        fields.put("min_ram", memory);
    }

    /** Whose server it is can be given what an admin makes of it. */
    private static void visibility(Caller caller, Server server, Map<String, Object> fields) {
        boolean own = server.projectId().equals(caller.projectId());
        fields.put("visibility", own ? "private" : "shared");
        if (!own) {
            fields.put("instance_owner", server.projectId().text());
        }
    }
}
