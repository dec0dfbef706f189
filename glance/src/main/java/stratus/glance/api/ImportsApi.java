package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Imports;
import stratus.glance.app.StagedUploads;
import stratus.glance.app.Stores;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.Task;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/images/{image_id}/stage}, {@code …/import} and {@code …/tasks}. */
public final class ImportsApi {
    private final Images images;
    private final StagedUploads staged;
    private final Imports imports;
    private final StageHosts hosts;
    private final ImportOrders orders;

    public ImportsApi(
            Images images,
            StagedUploads staged,
            Imports imports,
            StageHosts hosts,
            List<String> methods,
            Stores stores) {
        this.hosts = hosts;
        this.images = images;
        this.staged = staged;
        this.imports = imports;
        this.orders = new ImportOrders(List.copyOf(methods), stores);
    }

    public void routes(Routes routes) {
        routes.put("/images/{image_id}/stage", "modify_image", this::stage)
                .post("/images/{image_id}/import", "modify_image", this::start)
                .get("/images/{image_id}/tasks", "get_image", this::ofImage);
    }

    private Response stage(Request r) {
        if (!orders.knows("glance-direct")) {
            r.authorize();
            throw new Fault.NotFound("'glance-direct' method is not available at this site.");
        }
        FileApi.requireBytes(r);
        var image = Targets.authorized(r, images);
        staged.take(r.caller(), image, r.stream(), FileApi.length(r));
        return Response.noContent();
    }

    private Response start(Request r) {
        var body = orders.body(r);
        var image = images.get(r.caller(), r.path("image_id"));
        imports.requireReady(r.caller(), image, ImportOrders.method(body));
        authorize(r, image, ImportOrders.method(body));
        var order = orders.of(r, body);
        return order.is("glance-direct")
                ? hosts.answer(r, image, order.request()).orElseGet(() -> begin(r, image, order))
                : begin(r, image, order);
    }

    private static void authorize(Request r, Image image, String method) {
        if (method.equals("copy-image")) {
            // the route's own rule is about changing images; copying one has another
            Targets.require(r, "copy_image", image);
            r.authorize(
                    r.caller().project() == null ? null : r.caller().project().id());
        } else {
            Targets.authorized(r, image);
        }
    }

    private Response begin(Request r, Image image, ImportOrder order) {
        imports.start(r.caller(), image, order);
        return Response.accepted();
    }

    private Response ofImage(Request r) {
        var tasks = imports.of(seen(r).id());
        return Response.ok(Map.of("tasks", tasks.stream().map(ImportsApi::inner).toList()));
    }

    /** Upstream says in other words here that there is no image. */
    private Image seen(Request r) {
        try {
            return Targets.authorized(r, images);
        } catch (Fault.NotFound e) {
            throw new Fault.NotFound("The resource could not be found.");
        }
    }

    /** As an image's own list has them. */
    private static Map<String, @Nullable Object> inner(Task task) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", task.id());
        view.put("image_id", task.imageId());
        view.put("request_id", task.requestId());
        view.put("user_id", task.userId());
        view.put("type", task.type());
        view.put("status", task.status());
        view.put("owner", task.owner());
        view.put("expires_at", task.expiresAt() == null ? null : TimeFormat.MICROS.write(task.expiresAt()));
        view.put("created_at", TimeFormat.MICROS.write(task.createdAt()));
        view.put("updated_at", TimeFormat.MICROS.write(task.updatedAt()));
        view.put("deleted_at", null);
        view.put("deleted", false);
        view.put("input", task.input());
        view.put("result", task.status().equals("success") ? Map.of("image_id", task.imageId()) : null);
        view.put("message", task.message());
        return view;
    }
}
