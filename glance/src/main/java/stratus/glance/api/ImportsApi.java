package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Images;
import stratus.glance.app.Imports;
import stratus.glance.app.Imports.Order;
import stratus.glance.domain.Image;
import stratus.glance.domain.Task;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v2/images/{image_id}/stage}, {@code …/import} and {@code …/tasks}; {@code /v2/tasks}. */
public final class ImportsApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Images images;
    private final Imports imports;

    public ImportsApi(Images images, Imports imports) {
        this.images = images;
        this.imports = imports;
    }

    public void routes(Routes routes) {
        routes.put("/images/{image_id}/stage", "modify_image", this::stage)
                .post("/images/{image_id}/import", "modify_image", this::start)
                .get("/images/{image_id}/tasks", "get_image", this::ofImage)
                .get("/tasks", "tasks_api_access", this::list)
                .get("/tasks/{task_id}", "tasks_api_access", this::show);
    }

    private Response stage(Request r) {
        var image = image(r);
        var type = r.header("Content-Type");
        if (type == null || !type.startsWith("application/octet-stream")) {
            throw new Fault.UnsupportedMediaType("Unsupported Content-Type: " + type);
        }
        var length = r.header("Content-Length");
        imports.stage(r.caller(), image, r.stream(), length == null ? -1 : Long.parseLong(length));
        return Response.noContent();
    }

    private Response start(Request r) {
        var body = r.json();
        var method = method(body);
        var image = image(r);
        var uri = method.path("uri");
        var name = method.path("name").stringValue();
        if (name.equals("web-download") && !uri.isString()) {
            throw new Fault.Invalid("URI is required if using 'web-download' import method");
        }
        var whole = new LinkedHashMap<String, Object>();
        body.forEachEntry((key, value) -> whole.put(key, JSON.convertValue(value, Object.class)));
        imports.start(
                r.caller(), image, new Order(name, name.equals("web-download") ? uri.stringValue() : null, whole));
        return Response.accepted();
    }

    private static JsonNode method(JsonNode body) {
        var method = body.path("method");
        if (!method.isObject()) {
            throw new Fault.Invalid("Import request requires a 'method' field.");
        }
        if (!method.path("name").isString()) {
            throw new Fault.Invalid("Import request requires a 'name' field.");
        }
        if (!Imports.methods().contains(method.path("name").stringValue())) {
            throw new Fault.Invalid("Unknown import method name '%s'."
                    .formatted(method.path("name").stringValue()));
        }
        for (var flag : List.of("all_stores_must_succeed", "all_stores")) {
            if (body.has(flag) && !body.path(flag).isBoolean()) {
                throw new Fault.Invalid("'%s' must be boolean value only".formatted(flag));
            }
        }
        for (var store : body.path("stores")) {
            if (!"file".equals(store.asString(""))) {
                throw new Fault.Conflict("Unknown scheme '%s' found in URI".formatted(store.asString("")));
            }
        }
        return method;
    }

    private Response ofImage(Request r) {
        var image = image(r);
        return Response.ok(Map.of(
                "tasks", imports.of(image.id()).stream().map(ImportsApi::inner).toList()));
    }

    private Response list(Request r) {
        r.authorize();
        var all = imports.all().stream().map(ImportsApi::outer).toList();
        return Response.ok(Map.of("tasks", all, "first", "/v2/tasks", "schema", "/v2/schemas/tasks"));
    }

    private Response show(Request r) {
        r.authorize();
        var task = imports.task(r.path("task_id"));
        var view = outer(task);
        view.put("input", task.input());
        view.put("result", null);
        view.put("message", task.message());
        return Response.ok(view);
    }

    private Image image(Request r) {
        return Targets.authorized(r, images.get(r.caller(), r.path("image_id")));
    }

    private static Map<String, @Nullable Object> outer(Task task) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", task.id());
        view.put("type", task.type());
        view.put("status", task.status());
        view.put("owner", task.owner());
        view.put("image_id", task.imageId());
        view.put("request_id", task.requestId());
        view.put("user_id", task.userId());
        view.put("created_at", TimeFormat.SECONDS_Z.write(task.createdAt()));
        view.put("updated_at", TimeFormat.SECONDS_Z.write(task.updatedAt()));
        if (task.expiresAt() != null) {
            view.put("expires_at", TimeFormat.SECONDS_Z.write(task.expiresAt()));
        }
        view.put("self", "/v2/tasks/" + task.id());
        view.put("schema", "/v2/schemas/task");
        return view;
    }

    /** As an image's own list has them. */
    private static Map<String, @Nullable Object> inner(Task task) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", task.id());
        view.put("image_id", task.imageId());
        view.put("request_id", task.requestId());
        view.put("user", task.userId());
        view.put("type", task.type());
        view.put("status", task.status());
        view.put("owner", task.owner());
        view.put("expires_at", task.expiresAt() == null ? null : TimeFormat.MICROS.write(task.expiresAt()));
        view.put("created_at", TimeFormat.MICROS.write(task.createdAt()));
        view.put("updated_at", TimeFormat.MICROS.write(task.updatedAt()));
        view.put("deleted_at", null);
        view.put("deleted", false);
        view.put("input", task.input());
        view.put("result", null);
        view.put("message", task.message());
        return view;
    }
}
