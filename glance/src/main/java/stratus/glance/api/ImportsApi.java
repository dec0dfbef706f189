package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Images;
import stratus.glance.app.Imports;
import stratus.glance.app.Stores;
import stratus.glance.domain.Image;
import stratus.glance.domain.Task;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/images/{image_id}/stage}, {@code …/import} and {@code …/tasks}; {@code /v2/tasks}. */
public final class ImportsApi {
    private final Images images;
    private final Imports imports;
    private final ImportOrders orders;

    public ImportsApi(Images images, Imports imports, List<String> methods, Stores stores) {
        this.images = images;
        this.imports = imports;
        this.orders = new ImportOrders(List.copyOf(methods), stores);
    }

    public void routes(Routes routes) {
        routes.put("/images/{image_id}/stage", "modify_image", this::stage)
                .post("/images/{image_id}/import", "modify_image", this::start)
                .get("/images/{image_id}/tasks", "get_image", this::ofImage)
                .get("/tasks", "tasks_api_access", this::list)
                .get("/tasks/{task_id}", "tasks_api_access", this::show);
    }

    private Response stage(Request r) {
        if (!orders.knows("glance-direct")) {
            r.authorize();
            throw new Fault.NotFound("'glance-direct' method is not available at this site.");
        }
        var image = image(r);
        FileApi.requireBytes(r);
        imports.stage(r.caller(), image, r.stream(), FileApi.length(r));
        return Response.noContent();
    }

    private Response start(Request r) {
        var order = orders.of(r);
        var image = images.get(r.caller(), r.path("image_id"));
        if (order.is("copy-image")) {
            // the route's own rule is about changing images; copying one has another
            r.require("copy_image", Targets.of(image));
            r.authorize(
                    r.caller().project() == null ? null : r.caller().project().id());
        } else {
            r.authorize(Targets.of(image));
        }
        imports.start(r.caller(), image, order);
        return Response.accepted();
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
