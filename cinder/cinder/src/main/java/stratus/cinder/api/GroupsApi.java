package stratus.cinder.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.GroupChanges;
import stratus.cinder.app.GroupCopies;
import stratus.cinder.app.Groups;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupFilter;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.NewGroup;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /groups} of the Block Storage API, since 3.13. */
public final class GroupsApi {
    static final Map<String, String> SORT =
            Map.of("id", "id", "name", "COALESCE(name, '')", "status", "status", "created_at", "created_at");

    private static final Listing<Group> LISTING =
            new Listing<>(Filters.GROUPS, "groups", "group_links", SORT, Group::id);

    private final Groups groups;
    private final GroupChanges changes;
    private final GroupCopies copies;

    public GroupsApi(Groups groups, GroupChanges changes, GroupCopies copies) {
        this.groups = groups;
        this.changes = changes;
        this.copies = copies;
    }

    public void routes(Routes routes) {
        routes.post("/groups", "group:create", this::create)
                .post("/groups/action", "group:create", this::createFromSource)
                .get("/groups", "group:get_all", this::list)
                .get("/groups/detail", "group:get_all", this::detail)
                .get("/groups/{group_id}", "group:get", this::show)
                .put("/groups/{group_id}", "group:update", this::update)
                .post("/groups/{group_id}/action", "group:get", this::act);
    }

    private Response create(Request r) {
        r.authorize();
        Ask.since(r, 13);
        var body = Bodies.object(r, "group");
        Bodies.only(body, "name", "description", "group_type", "volume_types", "availability_zone");
        var group = groups.create(
                Ask.viewer(r),
                new NewGroup(
                        stripped(body, "name"),
                        stripped(body, "description"),
                        Bodies.needed(body, "group_type"),
                        volumeTypes(body),
                        Bodies.text(body, "availability_zone")));
        return Response.accepted(Map.of("group", summary(group)));
    }

    static @Nullable String stripped(JsonNode body, String key) {
        var text = Bodies.text(body, key);
        return text == null ? null : text.strip();
    }

    private static List<String> volumeTypes(JsonNode body) {
        var given = body.path("volume_types");
        var all = new ArrayList<String>();
        for (var one : given) {
            if (!one.isString() || all.contains(one.stringValue())) {
                throw new Fault.Invalid("volume_types", "Value: %s. They have to be unique texts.".formatted(given));
            }
            all.add(one.stringValue());
        }
        if (!given.isArray() || all.isEmpty()) {
            throw new Fault.Invalid("volume_types", "Value: %s. At least one type is needed.".formatted(given));
        }
        return all;
    }

    private static Map<String, @Nullable Object> summary(Group group) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", group.id());
        body.put("name", group.name());
        return body;
    }

    private Response createFromSource(Request r) {
        r.authorize();
        Ask.since(r, 14);
        var body = Bodies.object(r, "create-from-src");
        Bodies.only(body, "name", "description", "source_group_id", "group_snapshot_id");
        var source = Bodies.text(body, "source_group_id");
        var snapshot = Bodies.text(body, "group_snapshot_id");
        var naming = new GroupCopies.Naming(stripped(body, "name"), stripped(body, "description"));
        if (source != null && snapshot == null) {
            return Response.accepted(Map.of("group", summary(copies.fromGroup(Ask.viewer(r), source, naming))));
        }
        if (snapshot != null && source == null) {
            return Response.accepted(Map.of("group", summary(copies.fromSnapshot(Ask.viewer(r), snapshot, naming))));
        }
        throw new Fault.Invalid(
                "create-from-src", "Exactly one of 'source_group_id' and 'group_snapshot_id' is needed.");
    }

    private Response list(Request r) {
        return page(r, GroupsApi::summary);
    }

    private Response detail(Request r) {
        return page(r, g -> full(r, g));
    }

    private Response page(Request r, Function<Group, Map<String, @Nullable Object>> view) {
        r.authorize();
        Ask.since(r, 13);
        return Response.ok(LISTING.body(r, page -> groups.list(filter(r), page), view));
    }

    /** A status that nothing has is a filter that nothing passes. */
    static GroupFilter filter(Request r) {
        var q = r.query();
        var status = q.get("status");
        boolean unknown = status != null && GroupStatus.of(status).isEmpty();
        return new GroupFilter(
                Ask.project(r),
                unknown ? "" : q.get("id"),
                q.get("name"),
                status == null ? null : GroupStatus.of(status).orElse(null),
                q.get("group_id"));
    }

    private Map<String, @Nullable Object> full(Request r, Group group) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", group.id());
        body.put("status", group.status());
        body.put("availability_zone", group.availabilityZone());
        body.put("created_at", group.createdAt());
        body.put("name", group.name());
        body.put("description", group.description());
        body.put("group_type", group.groupTypeId());
        body.put("volume_types", group.volumeTypes());
        if (r.version().atLeast(14)) {
            body.put("group_snapshot_id", group.groupSnapshotId());
            body.put("source_group_id", group.sourceGroupId());
        }
        if (r.version().atLeast(25) && Ask.flag(r, "list_volume", false)) {
            body.put("volumes", groups.volumes(group));
        }
        if (r.version().atLeast(38)) {
            body.put("replication_status", "disabled");
        }
        if (r.version().atLeast(58) && r.allows("group:group_project_attribute", Map.of())) {
            body.put("project_id", group.projectId().value());
        }
        return body;
    }

    private Group group(Request r) {
        Ask.since(r, 13);
        var group = groups.get(Ask.viewer(r), r.path("group_id"));
        r.authorize(group.projectId().value());
        return group;
    }

    private Response show(Request r) {
        return Response.ok(Map.of("group", full(r, group(r))));
    }

    private Response update(Request r) {
        var group = group(r);
        var body = Bodies.object(r, "group");
        Bodies.only(body, "name", "description", "add_volumes", "remove_volumes");
        changes.update(
                Ask.viewer(r),
                group.id(),
                new GroupChanges.Change(
                        stripped(body, "name"),
                        stripped(body, "description"),
                        ids(body, "add_volumes"),
                        ids(body, "remove_volumes")));
        return Response.accepted();
    }

    private static List<String> ids(JsonNode body, String key) {
        var text = Bodies.text(body, key);
        return text == null
                ? List.of()
                : List.of(text.split(",")).stream().filter(id -> !id.isBlank()).toList();
    }

    private Response act(Request r) {
        var group = group(r);
        var body = r.json();
        var project = Map.of("project_id", group.projectId().value());
        var names = List.copyOf(body.propertyNames());
        switch (names.size() == 1 ? names.getFirst() : "") {
            case "delete" -> {
                r.require("group:delete", project);
                var argument = body.path("delete");
                Bodies.only(argument, "delete-volumes");
                groups.delete(Ask.viewer(r), group.id(), Boolean.TRUE.equals(Bodies.flag(argument, "delete-volumes")));
            }
            case "reset_status" -> {
                r.require("group:reset_status", project);
                Ask.since(r, 20);
                groups.reset(r.caller(), group.id(), status(body.path("reset_status")));
            }
            case "enable_replication", "disable_replication", "failover_replication", "list_replication_targets" -> {
                r.require("group:" + names.getFirst(), project);
                throw new Fault.Invalid(
                        "Invalid group type: Group %s is not a replication group type.".formatted(group.id()));
            }
            default -> throw new Fault.Invalid("There is no such action: %s".formatted(String.join(", ", names)));
        }
        return Response.accepted();
    }

    static GroupStatus status(JsonNode argument) {
        if (!(argument instanceof ObjectNode)) {
            throw new Fault.Invalid("reset_status", "It has to be an object.");
        }
        Bodies.only(argument, "status");
        var text = Bodies.needed(argument, "status");
        return GroupStatus.of(text.toLowerCase(Locale.ROOT))
                .orElseThrow(
                        () -> new Fault.Invalid("status", "Value: %s. Must be a status of a group.".formatted(text)));
    }
}
