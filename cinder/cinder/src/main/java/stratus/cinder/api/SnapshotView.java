package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotStatus;
import stratus.oslo.http.Request;

/** Snapshots as bodies show them, to this caller at this version. */
final class SnapshotView {
    private final Request r;

    SnapshotView(Request r) {
        this.r = r;
    }

    Map<String, @Nullable Object> brief(Snapshot snapshot) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", snapshot.id().text());
        body.put("name", snapshot.name());
        body.put("description", snapshot.description());
        body.put("volume_id", snapshot.volumeId().text());
        body.put("status", snapshot.status());
        body.put("size", snapshot.size());
        body.put("created_at", snapshot.createdAt());
        body.put("updated_at", snapshot.updatedAt());
        body.put("metadata", snapshot.metadata());
        return body;
    }

    /** What an answer to a create or an update has. */
    Map<String, @Nullable Object> created(Snapshot snapshot) {
        var body = brief(snapshot);
        if (r.version().atLeast(14)) {
            body.put("group_snapshot_id", snapshot.groupSnapshotId());
        }
        if (r.version().atLeast(41)) {
            body.put("user_id", snapshot.userId().value());
        }
        if (r.version().atLeast(65)) {
            body.put("consumes_quota", true);
        }
        return body;
    }

    private static String progress(Snapshot snapshot) {
        if (snapshot.progress() != null) {
            return snapshot.progress();
        }
        return snapshot.status() == SnapshotStatus.CREATING ? "0%" : "100%";
    }

    /** What a show has beyond. */
    Map<String, @Nullable Object> full(Snapshot snapshot) {
        var body = created(snapshot);
        var project = Map.of("project_id", snapshot.projectId().value());
        if (r.allows("volume_extension:extended_snapshot_attributes", project)) {
            body.put(
                    "os-extended-snapshot-attributes:project_id",
                    snapshot.projectId().value());
            body.put("os-extended-snapshot-attributes:progress", progress(snapshot));
        }
        return body;
    }
}
