package stratus.glance.api;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.ImportTasks;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.Task;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.db.Page;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v2/tasks}. */
public final class TasksApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> STATUSES = List.of("pending", "processing", "success", "failure");
    private static final List<String> TYPES = List.of("import", "api_image_import", "location_import");
    private static final List<String> KEYS = List.of("created_at", "updated_at", "expires_at", "status", "type", "id");

    private final ImportTasks tasks;
    private final ImageFields fields;
    private final InstantSource clock;
    private final String store;
    private final ImageLimits limits;

    /** @param store where images go */
    public TasksApi(ImportTasks tasks, ImageFields fields, InstantSource clock, String store, ImageLimits limits) {
        this.limits = limits;
        this.tasks = tasks;
        this.fields = fields;
        this.clock = clock;
        this.store = store;
    }

    public void routes(Routes routes) {
        routes.get("/tasks", "tasks_api_access", this::list)
                .post("/tasks", "tasks_api_access", this::create)
                .get("/tasks/{task_id}", "tasks_api_access", this::show)
                .delete("/tasks/{task_id}", "tasks_api_access", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var query = r.query();
        var status = one(query, "status", STATUSES);
        var type = one(query, "type", List.of("import"));
        var page = page(query);
        var found = tasks.list(status, type, page).items();
        if (Paging.limit(query, limits) == 0) {
            found = List.of();
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("tasks", found.stream().map(TasksApi::stub).toList());
        body.put("schema", "/v2/schemas/tasks");
        boolean full = found.size() == page.limit();
        Links.put(body, "/v2/tasks", query, full ? found.getLast().id() : null);
        return Response.ok(body);
    }

    private static @Nullable String one(Query query, String name, List<String> all) {
        var value = query.get(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!all.contains(value)) {
            throw new Fault.Invalid("Invalid %s value: %s".formatted(name, value));
        }
        return value;
    }

    private Page.Request page(Query query) {
        var marker = query.get("marker");
        if (marker != null && !marker.matches("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")) {
            throw new Fault.Invalid("Invalid marker format");
        }
        if (marker != null) {
            refuseUnknown(marker);
        }
        var key = query.get("sort_key", "created_at");
        var dir = query.get("sort_dir", "desc");
        if (!KEYS.contains(key)) {
            throw new Fault.Invalid("Sort key supplied was not valid.");
        }
        if (!List.of("asc", "desc").contains(dir)) {
            throw new Fault.Invalid("Invalid sort direction: " + dir);
        }
        var column = key.equals("expires_at") ? "COALESCE(expires_at, 0)" : key;
        return new Page.Request(
                marker, Math.max(1, Paging.limit(query, limits)), List.of(new Page.Sort(column, dir.equals("desc"))));
    }

    private void refuseUnknown(String marker) {
        try {
            tasks.get(marker);
        } catch (Fault.NotFound e) {
            throw new Fault.Invalid("Task with the given id %s was not found".formatted(marker));
        }
    }

    private Response create(Request r) {
        r.authorize();
        var body = JsonBody.read(r);
        for (var name : List.of("type", "input")) {
            if (!body.has(name)) {
                throw new Fault.Invalid("Task '%s' is required".formatted(name));
            }
        }
        var type = body.path("type").asString("");
        if (!TYPES.contains(type)) {
            throw new Fault.Invalid("Provided object does not match schema 'task': %s is not one of %s"
                    .formatted(
                            Repr.of(body.path("type")),
                            TYPES.stream().map(Repr::of).toList()));
        }
        if (!type.equals("import")) {
            throw new Fault.Invalid("A task of type %s begins with a request about its image.".formatted(type));
        }
        var task = start(r, body.path("input"));
        return Response.created(whole(task)).with("Location", r.baseUrl() + "/v2/tasks/" + task.id());
    }

    private Task start(Request r, JsonNode input) {
        var source = tasks.source(input.path("import_from").asString(null));
        for (var field : ImportTasks.fields()) {
            if (!input.has(field)) {
                throw new Fault.Invalid("Input does not contain '%s' field".formatted(field));
            }
        }
        var project = r.caller().project();
        var queued = Image.queued(UUID.randomUUID().toString(), project == null ? null : project.id(), clock.instant());
        var format = input.path("import_from_format").asString(null);
        var image =
                fields.create(queued.with(queued.metadata().withDiskFormat(format)), input.path("image_properties"));
        var asked = new LinkedHashMap<String, Object>();
        input.forEachEntry((name, value) -> asked.put(name, JSON.convertValue(value, Object.class)));
        return tasks.start(r.caller(), image, source, store, asked);
    }

    private Response show(Request r) {
        r.authorize();
        return Response.ok(whole(tasks.get(r.path("task_id"))));
    }

    private Response delete(Request r) {
        r.authorize();
        throw GlanceErrors.detail(
                new Fault.MethodNotAllowed("This operation is currently not permitted on Glance Tasks. They are auto"
                        + " deleted after reaching the time based on their expires_at property."));
    }

    private static Map<String, @Nullable Object> whole(Task task) {
        var view = stub(task);
        boolean made = task.type().equals("import") && task.status().equals("success");
        view.put("image_id", task.imageId());
        view.put("request_id", task.requestId());
        view.put("user_id", task.userId());
        view.put("input", task.input());
        view.put("result", made ? Map.of("image_id", task.imageId()) : null);
        view.put("message", task.message());
        return view;
    }

    private static Map<String, @Nullable Object> stub(Task task) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", task.id());
        view.put("type", task.type());
        view.put("status", task.status());
        view.put("owner", task.owner());
        view.put("created_at", TimeFormat.SECONDS_Z.write(task.createdAt()));
        view.put("updated_at", TimeFormat.SECONDS_Z.write(task.updatedAt()));
        if (task.expiresAt() != null) {
            view.put("expires_at", TimeFormat.SECONDS_Z.write(task.expiresAt()));
        }
        view.put("self", "/v2/tasks/" + task.id());
        view.put("schema", "/v2/schemas/task");
        return view;
    }
}
