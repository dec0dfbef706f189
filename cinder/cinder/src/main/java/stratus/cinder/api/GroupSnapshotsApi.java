package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.GroupSnapshots;
import stratus.cinder.app.Groups;
import stratus.cinder.domain.GroupSnapshot;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /group_snapshots} of the Block Storage API, since 3.14. */
public final class GroupSnapshotsApi {
    private static final String PATH = "/group_snapshots/{group_snapshot_id}";

    private static final Listing<GroupSnapshot> LISTING = new Listing<>(
            Filters.GROUP_SNAPSHOTS, "group_snapshots", "group_snapshot_links", GroupsApi.SORT, GroupSnapshot::id);

    private final GroupSnapshots snapshots;
    private final Groups groups;

    public GroupSnapshotsApi(GroupSnapshots snapshots, Groups groups) {
        this.snapshots = snapshots;
        this.groups = groups;
    }

    public void routes(Routes routes) {
        routes.post("/group_snapshots", "group:create_group_snapshot", this::create)
                .get("/group_snapshots", "group:get_all_group_snapshots", this::list)
                .get("/group_snapshots/detail", "group:get_all_group_snapshots", this::detail)
                .get(PATH, "group:get_group_snapshot", this::show)
                .delete(PATH, "group:delete_group_snapshot", this::delete)
                .post(PATH + "/action", "group:reset_group_snapshot_status", this::act);
    }

    private Response create(Request r) {
        Ask.since(r, 14);
        var body = Bodies.object(r, "group_snapshot");
        Bodies.only(body, "name", "description", "group_id");
        var group = groups.get(Ask.viewer(r), Bodies.needed(body, "group_id"));
        r.authorize(group.projectId().value());
        var made = snapshots.create(
                Ask.viewer(r), group.id(), GroupsApi.stripped(body, "name"), GroupsApi.stripped(body, "description"));
        var shown = summary(made);
        shown.put("group_type_id", made.groupTypeId());
        return Response.accepted(Map.of("group_snapshot", shown));
    }

    private static Map<String, @Nullable Object> summary(GroupSnapshot snapshot) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", snapshot.id());
        body.put("name", snapshot.name());
        return body;
    }

    private Response list(Request r) {
        return page(r, GroupSnapshotsApi::summary);
    }

    private Response detail(Request r) {
        return page(r, s -> full(r, s));
    }

    private Response page(Request r, Function<GroupSnapshot, Map<String, @Nullable Object>> view) {
        r.authorize();
        Ask.since(r, 14);
        return Response.ok(LISTING.body(r, page -> snapshots.list(GroupsApi.filter(r), page), view));
    }

    private static Map<String, @Nullable Object> full(Request r, GroupSnapshot snapshot) {
        var body = summary(snapshot);
        body.put("group_id", snapshot.groupId());
        body.put("group_type_id", snapshot.groupTypeId());
        body.put("status", snapshot.status());
        body.put("created_at", snapshot.createdAt());
        body.put("description", snapshot.description());
        if (r.version().atLeast(58) && r.allows("group:group_snapshot_project_attribute", Map.of())) {
            body.put("project_id", snapshot.projectId().value());
        }
        return body;
    }

    private GroupSnapshot snapshot(Request r) {
        Ask.since(r, 14);
        var snapshot = snapshots.get(Ask.viewer(r), r.path("group_snapshot_id"));
        r.authorize(snapshot.projectId().value());
        return snapshot;
    }

    private Response show(Request r) {
        return Response.ok(Map.of("group_snapshot", full(r, snapshot(r))));
    }

    private Response delete(Request r) {
        snapshots.delete(Ask.viewer(r), snapshot(r).id());
        return Response.accepted();
    }

    private Response act(Request r) {
        var snapshot = snapshot(r);
        Ask.since(r, 19);
        var body = r.json();
        if (!List.copyOf(body.propertyNames()).equals(List.of("reset_status"))) {
            throw new Fault.Invalid("There is no such action.");
        }
        snapshots.reset(r.caller(), snapshot.id(), GroupsApi.status(body.path("reset_status")));
        return Response.accepted();
    }
}
