package stratus.cinder.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Snapshots;
import stratus.cinder.app.Snapshots.NewSnapshot;
import stratus.cinder.app.Volumes;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotFilter;
import stratus.cinder.domain.SnapshotStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /snapshots} of the Block Storage API. */
public final class SnapshotsApi {
    private static final Map<String, String> SORT = Map.of(
            "id",
            "id",
            "name",
            "COALESCE(name, '')",
            "display_name",
            "COALESCE(name, '')",
            "status",
            "status",
            "volume_id",
            "volume_id",
            "created_at",
            "created_at");
    private static final Listing<Snapshot> LISTING =
            new Listing<>(Filters.SNAPSHOTS, "snapshots", "snapshots_links", SORT, s -> s.id().text());
    private static final Map<SnapshotStatus, Set<SnapshotStatus>> REPORTABLE = Map.of(
            SnapshotStatus.CREATING,
            Set.of(SnapshotStatus.CREATING, SnapshotStatus.AVAILABLE, SnapshotStatus.ERROR),
            SnapshotStatus.DELETING,
            Set.of(SnapshotStatus.DELETING, SnapshotStatus.ERROR_DELETING));

    private final Snapshots snapshots;
    private final Volumes volumes;

    public SnapshotsApi(Snapshots snapshots, Volumes volumes) {
        this.snapshots = snapshots;
        this.volumes = volumes;
    }

    public void routes(Routes routes) {
        routes.post("/snapshots", "volume:create_snapshot", this::create)
                .get("/snapshots", "volume:get_all_snapshots", this::list)
                .get("/snapshots/detail", "volume:get_all_snapshots", this::detail)
                .get("/snapshots/{snapshot_id}", "volume:get_snapshot", this::show)
                .put("/snapshots/{snapshot_id}", "volume:update_snapshot", this::update)
                .delete("/snapshots/{snapshot_id}", "volume:delete_snapshot", this::delete)
                .post("/snapshots/{snapshot_id}/action", "volume:get_snapshot", this::act);
        new MetadataApi("/snapshots/{snapshot_id}", "volume:%s_snapshot_metadata", new Owner())
                .routes(routes, "update");
    }

    private final class Owner implements MetadataApi.Owner {
        @Override
        public Map<String, String> read(Request r) {
            return snapshot(r).metadata();
        }

        @Override
        public Map<String, String> change(Request r, UnaryOperator<Map<String, String>> change) {
            var id = SnapshotId.parse(r.path("snapshot_id"));
            return snapshots
                    .update(r.caller(), id, s -> s.with(s.name(), s.description(), change.apply(s.metadata())))
                    .metadata();
        }

        @Override
        public String name(Request r) {
            return "Snapshot " + r.path("snapshot_id");
        }
    }

    private Response create(Request r) {
        var body = Bodies.object(r, "snapshot");
        Bodies.only(body, "name", "display_name", "description", "volume_id", "force", "metadata");
        if (body.path("volume_id").isNull()) {
            r.authorize();
            throw new Fault.NotFound("Volume None could not be found.");
        }
        var volume = VolumeId.parse(Bodies.needed(body, "volume_id"));
        r.authorize(volumes.get(Ask.viewer(r), volume).volume().projectId().value());
        boolean newer = r.version().atLeast(66);
        var force = Bodies.flag(body, "force");
        if (newer && Boolean.FALSE.equals(force)) {
            throw new Fault.Invalid(
                    "Since microversion 3.66 the 'force' flag is invalid for this request.  For backward"
                            + " compatability, however, when the 'force' flag is passed with a value evaluating to True, it is"
                            + " silently ignored.");
        }
        var snapshot = snapshots.create(
                Ask.viewer(r),
                new NewSnapshot(
                        volume,
                        text(body, body.has("name") ? "name" : "display_name"),
                        text(body, "description"),
                        Bodies.texts(body, "metadata"),
                        newer || Boolean.TRUE.equals(force)));
        return Response.accepted(Map.of("snapshot", new SnapshotView(r).created(snapshot)));
    }

    private static @Nullable String text(JsonNode body, String key) {
        var value = Bodies.text(body, key);
        return value == null ? null : value.strip();
    }

    private Response list(Request r) {
        return page(r, new SnapshotView(r)::brief);
    }

    private Response detail(Request r) {
        return page(r, new SnapshotView(r)::full);
    }

    private Response page(Request r, Function<Snapshot, Map<String, @Nullable Object>> view) {
        r.authorize();
        var filter = filter(r);
        var body = LISTING.body(r, page -> snapshots.list(filter, page), view);
        if (r.version().atLeast(45) && Ask.flag(r, "with_count", false)) {
            body.put("count", snapshots.count(filter));
        }
        return Response.ok(body);
    }

    private static SnapshotFilter filter(Request r) {
        var q = r.query();
        var status = q.get("status");
        boolean counts = !r.version().atLeast(31) || Ask.flag(r, "consumes_quota", true);
        if (!counts
                || Filters.SNAPSHOTS.excludeAll(r)
                || (status != null && SnapshotStatus.of(status).isEmpty())) {
            return new SnapshotFilter(null, "", null, null, null, null, Map.of());
        }
        return new SnapshotFilter(
                Ask.project(r),
                q.get("id"),
                q.has("name") ? q.get("name") : q.get("display_name"),
                status == null ? null : status(status),
                q.get("volume_id"),
                q.get("availability_zone"),
                r.version().atLeast(22) ? VolumeQuery.metadata(q.get("metadata")) : Map.of());
    }

    private static SnapshotStatus status(String text) {
        return SnapshotStatus.of(text.toLowerCase(Locale.ROOT))
                .orElseThrow(() ->
                        new Fault.Invalid("status", "Value: %s. Must be a status of a snapshot.".formatted(text)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("snapshot", new SnapshotView(r).full(snapshot(r))));
    }

    private Response update(Request r) {
        var id = snapshot(r).id();
        var body = Bodies.object(r, "snapshot");
        Bodies.only(body, "name", "display_name", "description", "display_description");
        var name = body.has("name") ? "name" : "display_name";
        var about = body.has("description") ? "description" : "display_description";
        var after = snapshots.update(
                r.caller(),
                id,
                s -> s.with(
                        body.has(name) ? text(body, name) : s.name(),
                        body.has(about) ? text(body, about) : s.description(),
                        s.metadata()));
        return Response.ok(Map.of("snapshot", new SnapshotView(r).created(after)));
    }

    private Response delete(Request r) {
        snapshots.delete(r.caller(), snapshot(r).id());
        return Response.accepted();
    }

    private Response act(Request r) {
        var snapshot = snapshot(r);
        var body = r.json();
        var project = Map.of("project_id", snapshot.projectId().value());
        var names = List.copyOf(body.propertyNames());
        switch (names.size() == 1 ? names.getFirst() : "") {
            case "os-reset_status" -> {
                r.require("volume_extension:snapshot_admin_actions:reset_status", project);
                var status = status(Bodies.needed(body.path("os-reset_status"), "status"));
                snapshots.reset(r.caller(), snapshot.id(), status);
            }
            case "os-force_delete" -> {
                r.require("volume_extension:snapshot_admin_actions:force_delete", project);
                snapshots.forceDelete(r.caller(), snapshot.id());
            }
            case "os-update_snapshot_status" -> {
                r.require("snapshot_extension:snapshot_actions:update_snapshot_status", project);
                report(r, snapshot, body.path("os-update_snapshot_status"));
            }
            default -> throw new Fault.Invalid("There is no such action: %s".formatted(String.join(", ", names)));
        }
        return Response.accepted();
    }

    /** Who takes a snapshot of an attached volume says how far it is. */
    private void report(Request r, Snapshot snapshot, JsonNode argument) {
        var status = status(Bodies.needed(argument, "status"));
        var allowed = REPORTABLE.get(snapshot.status());
        if (allowed == null) {
            throw new Fault.Invalid("Snapshot status %s not allowed for update_snapshot_status"
                    .formatted(snapshot.status().text()));
        }
        if (!allowed.contains(status)) {
            throw new Fault.Invalid("Provided snapshot status %s not allowed for snapshot with status %s."
                    .formatted(status.text(), snapshot.status().text()));
        }
        snapshots.report(r.caller(), snapshot.id(), status, progress(argument));
    }

    private static @Nullable String progress(JsonNode argument) {
        var progress = Bodies.text(argument, "progress");
        if (progress != null && !progress.matches("(100|[0-9]{1,2})%")) {
            throw new Fault.Invalid("progress", "Value: %s. It has to be a whole percentage.".formatted(progress));
        }
        return progress;
    }

    private Snapshot snapshot(Request r) {
        var snapshot = snapshots.get(Ask.viewer(r), SnapshotId.parse(r.path("snapshot_id")));
        r.authorize(snapshot.projectId().value());
        return snapshot;
    }
}
