package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Volumes.Seen;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Volume;
import stratus.oslo.http.Request;

/** Volumes as bodies show them, to this caller at this version. */
final class VolumeView {
    private final Request r;
    private final boolean hosts;

    VolumeView(Request r) {
        this.r = r;
        this.hosts = r.allows("volume_extension:volume_host_attribute", Map.of());
    }

    Map<String, @Nullable Object> brief(Volume volume) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", volume.id().text());
        body.put("name", volume.name());
        body.put("links", links(volume));
        return body;
    }

    private List<Map<String, String>> links(Volume volume) {
        var path = "%s/volumes/%s"
                .formatted(volume.projectId().value(), volume.id().text());
        return Ask.links(r, path);
    }

    /** What an answer to a create or an update has. */
    Map<String, @Nullable Object> created(Seen seen) {
        var volume = seen.volume();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", volume.id().text());
        body.put("status", volume.status());
        body.put("size", volume.size());
        body.put("availability_zone", volume.availabilityZone());
        body.put("created_at", volume.createdAt());
        body.put("updated_at", volume.updatedAt());
        body.put("name", volume.name());
        body.put("description", volume.description());
        body.put("volume_type", seen.type().name());
        body.put("snapshot_id", text(volume.snapshotId()));
        body.put("source_volid", text(volume.sourceVolid()));
        body.put("metadata", volume.metadata());
        body.put("links", links(volume));
        body.put("user_id", volume.userId().value());
        body.put("bootable", volume.bootable() ? "true" : "false");
        body.put("encrypted", false);
        body.put("replication_status", null);
        body.put("consistencygroup_id", null);
        body.put("multiattach", volume.multiattach());
        body.put("attachments", attachments(seen));
        body.put("migration_status", null);
        versioned(seen, body);
        return body;
    }

    /** A backend of ours is one pool of its own name; clients expect {@code host@backend#pool}. */
    private static @Nullable String pooled(@Nullable String host) {
        return host == null ? null : host + "#" + host.substring(host.indexOf('@') + 1);
    }

    /** What came with microversions. */
    private void versioned(Seen seen, Map<String, @Nullable Object> body) {
        var version = r.version();
        if (version.atLeast(13)) {
            body.put("group_id", seen.volume().groupId());
        }
        if (version.atLeast(21)) {
            body.put("provider_id", null);
        }
        if (version.atLeast(48)) {
            body.put("service_uuid", null);
            body.put("shared_targets", version.atLeast(69) ? null : (Object) false);
        }
        if (version.atLeast(61) && hosts) {
            body.put("cluster_name", null);
        }
        if (version.atLeast(63)) {
            body.put("volume_type_id", seen.type().id());
        }
        if (version.atLeast(65)) {
            body.put("consumes_quota", true);
        }
    }

    /** What a show has beyond. */
    Map<String, @Nullable Object> full(Seen seen) {
        var volume = seen.volume();
        var body = created(seen);
        var owner = Map.of("project_id", volume.projectId().value());
        if (r.allows("volume_extension:volume_tenant_attribute", owner)) {
            body.put("os-vol-tenant-attr:tenant_id", volume.projectId().value());
        }
        if (hosts) {
            body.put("os-vol-host-attr:host", pooled(volume.host()));
        }
        if (r.allows("volume_extension:volume_mig_status_attribute", owner)) {
            body.put("os-vol-mig-status-attr:migstat", null);
            body.put("os-vol-mig-status-attr:name_id", null);
        }
        boolean shown = r.allows("volume_extension:volume_image_metadata:show", owner);
        if (!volume.imageMetadata().isEmpty() && shown) {
            body.put("volume_image_metadata", volume.imageMetadata());
        }
        if (volume.readonly() != null) {
            var metadata = new LinkedHashMap<>(volume.metadata());
            metadata.put("readonly", volume.fixed() ? "True" : "False");
            body.put("metadata", metadata);
        }
        return body;
    }

    private List<Map<String, @Nullable Object>> attachments(Seen seen) {
        return seen.attachments().stream()
                .filter(a -> a.status() == AttachmentStatus.ATTACHED || a.status() == AttachmentStatus.DETACHING)
                .map(this::attachment)
                .toList();
    }

    private Map<String, @Nullable Object> attachment(Attachment a) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", a.volumeId().text());
        body.put("attachment_id", a.id().text());
        body.put("volume_id", a.volumeId().text());
        body.put("server_id", text(a.instanceId()));
        body.put("host_name", hosts ? a.host() : null);
        body.put("device", a.mountpoint());
        body.put("attached_at", a.attachedAt());
        return body;
    }

    private static @Nullable String text(stratus.oslo.base.Ids.@Nullable Id id) {
        return id == null ? null : id.text();
    }
}
