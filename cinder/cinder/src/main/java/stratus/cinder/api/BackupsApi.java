package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Backups;
import stratus.cinder.app.Backups.NewBackup;
import stratus.cinder.domain.Backup;
import stratus.cinder.domain.BackupFilter;
import stratus.cinder.domain.BackupStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /backups} of the Block Storage API. */
public final class BackupsApi {
    private static final Map<String, String> SORT = Map.of(
            "id",
            "id",
            "name",
            "COALESCE(name, '')",
            "status",
            "status",
            "size",
            "size",
            "volume_id",
            "volume_id",
            "created_at",
            "created_at");

    private static final Listing<Backup> LISTING =
            new Listing<>(Filters.BACKUPS, "backups", "backups_links", SORT, Backup::id);

    private final Backups backups;

    public BackupsApi(Backups backups) {
        this.backups = backups;
    }

    public void routes(Routes routes) {
        var one = "/backups/{backup_id}";
        routes.post("/backups", "backup:create", this::create)
                .get("/backups", "backup:get_all", r -> page(r, b -> brief(r, b)))
                .get("/backups/detail", "backup:get_all", r -> page(r, b -> full(r, b)))
                .post("/backups/import_record", "backup:backup-import", BackupsApi::transport)
                .get(one, "backup:get", r -> Response.ok(Map.of("backup", full(r, backup(r)))))
                .put(one, "backup:update", this::update)
                .delete(one, "backup:delete", this::delete)
                .post(one + "/restore", "backup:restore", this::restore)
                .get(one + "/export_record", "backup:export-import", BackupsApi::transport)
                .post(one + "/action", "backup:get", this::act);
    }

    private static Response transport(Request r) {
        r.authorize();
        throw new Fault.NotImplemented("Records of backups are neither exported nor imported.");
    }

    private Response create(Request r) {
        r.authorize();
        var body = Bodies.object(r, "backup");
        Bodies.only(
                body,
                "volume_id",
                "container",
                "description",
                "incremental",
                "force",
                "name",
                "snapshot_id",
                r.version().atLeast(43) ? "metadata" : "name",
                r.version().atLeast(51) ? "availability_zone" : "name");
        if (Boolean.TRUE.equals(Bodies.flag(body, "incremental"))) {
            throw new Fault.NotImplemented(
                    "Incremental backups are not made here; a full one takes only the room of" + " what was written.");
        }
        var snapshot = Bodies.text(body, "snapshot_id");
        var backup = backups.create(
                Ask.viewer(r),
                new NewBackup(
                        VolumeId.parse(Bodies.needed(body, "volume_id")),
                        snapshot == null ? null : SnapshotId.parse(snapshot),
                        text(body, "name"),
                        text(body, "description"),
                        Bodies.text(body, "container"),
                        Bodies.text(body, "availability_zone"),
                        Bodies.texts(body, "metadata"),
                        Boolean.TRUE.equals(Bodies.flag(body, "force"))));
        return Response.accepted(Map.of("backup", brief(r, backup)));
    }

    private static @Nullable String text(JsonNode body, String key) {
        var value = Bodies.text(body, key);
        return value == null ? null : value.strip();
    }

    private Response page(Request r, Function<Backup, Map<String, @Nullable Object>> view) {
        r.authorize();
        var q = r.query();
        var status = q.get("status");
        boolean unknown = status != null && BackupStatus.of(status).isEmpty();
        var filter = new BackupFilter(
                Ask.project(r),
                q.get("name"),
                status == null || unknown ? null : status(status),
                unknown ? "" : q.get("volume_id"));
        var body = LISTING.body(r, page -> backups.list(filter, page), view);
        return Response.ok(body);
    }

    private static BackupStatus status(String text) {
        return BackupStatus.of(text)
                .orElseThrow(
                        () -> new Fault.Invalid("status", "Value: %s. Must be a status of a backup.".formatted(text)));
    }

    private Response update(Request r) {
        Ask.since(r, 9);
        var id = backup(r).id();
        var body = Bodies.object(r, "backup");
        Bodies.only(body, "name", "description", r.version().atLeast(43) ? "metadata" : "name");
        var after = backups.update(
                r.caller(),
                id,
                b -> b.with(
                        body.has("name") ? text(body, "name") : b.name(),
                        body.has("description") ? text(body, "description") : b.description(),
                        body.has("metadata") ? Bodies.texts(body, "metadata") : b.metadata()));
        return Response.ok(Map.of("backup", brief(r, after)));
    }

    private Response delete(Request r) {
        backups.delete(r.caller(), backup(r).id());
        return Response.accepted();
    }

    private Response restore(Request r) {
        var backup = backup(r);
        var body = Bodies.object(r, "restore");
        Bodies.only(body, "name", "volume_id");
        var onto = Bodies.text(body, "volume_id");
        var volume = backups.restore(
                Ask.viewer(r), backup, onto == null ? null : VolumeId.parse(onto), Bodies.text(body, "name"));
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("backup_id", backup.id());
        view.put("volume_id", volume.id().text());
        view.put("volume_name", volume.name());
        return Response.accepted(Map.of("restore", view));
    }

    private Response act(Request r) {
        var backup = backup(r);
        var body = r.json();
        var project = Map.of("project_id", backup.projectId().value());
        var names = List.copyOf(body.propertyNames());
        switch (names.size() == 1 ? names.getFirst() : "") {
            case "os-reset_status" -> {
                r.require("volume_extension:backup_admin_actions:reset_status", project);
                var argument = body.path("os-reset_status");
                backups.reset(r.caller(), backup, status(Bodies.oneOf(argument, "status", "available", "error")));
            }
            case "os-force_delete" -> {
                r.require("volume_extension:backup_admin_actions:force_delete", project);
                backups.forceDelete(r.caller(), backup.id());
            }
            default -> throw new Fault.Invalid("There is no such action: %s".formatted(String.join(", ", names)));
        }
        return Response.accepted();
    }

    private Backup backup(Request r) {
        var backup = backups.get(Ask.viewer(r), r.path("backup_id"));
        r.authorize(backup.projectId().value());
        return backup;
    }

    private static Map<String, @Nullable Object> brief(Request r, Backup b) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", b.id());
        body.put("name", b.name());
        var path = "%s/backups/%s".formatted(b.projectId().value(), b.id());
        body.put("links", Ask.links(r, path));
        return body;
    }

    private static Map<String, @Nullable Object> full(Request r, Backup b) {
        var body = brief(r, b);
        body.put("status", b.status());
        body.put("size", b.size());
        body.put("object_count", 0);
        body.put("availability_zone", b.availabilityZone());
        body.put("container", b.container());
        body.put("created_at", b.createdAt());
        body.put("updated_at", b.updatedAt());
        body.put("description", b.description());
        body.put("fail_reason", b.failReason());
        body.put("volume_id", b.volumeId().text());
        body.put("is_incremental", false);
        body.put("has_dependent_backups", false);
        var snapshot = b.snapshotId();
        body.put("snapshot_id", snapshot == null ? null : snapshot.text());
        body.put("data_timestamp", b.dataTimestamp());
        if (r.version().atLeast(43)) {
            body.put("metadata", b.metadata());
        }
        if (r.allows("backup:backup_project_attribute", Map.of())) {
            if (r.version().atLeast(18)) {
                body.put("os-backup-project-attr:project_id", b.projectId().value());
            }
            if (r.version().atLeast(56)) {
                body.put("user_id", b.userId().value());
            }
        }
        return body;
    }
}
