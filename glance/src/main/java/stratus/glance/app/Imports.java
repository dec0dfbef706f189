package stratus.glance.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.ImportOrder.OnTheWeb;
import stratus.glance.domain.ImportOrder.OtherGlance;
import stratus.glance.domain.ImportOrder.OwnStore;
import stratus.glance.domain.ImportOrder.Staged;
import stratus.glance.domain.Location;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.domain.Task;
import stratus.glance.registry.TaskStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Bits that come in two steps: first they are staged, or somewhere else, then an import takes them. */
public final class Imports {
    private final Staging staging;
    private final ImportSteps steps;
    private final ImageTasks work;
    private final Quotas quotas;
    private final TaskStore tasks;

    public Imports(Staging staging, ImportSteps steps, ImageTasks work, Quotas quotas, TaskStore tasks) {
        this.quotas = quotas;
        this.staging = staging;
        this.steps = steps;
        this.work = work;
        this.tasks = tasks;
    }

    /** Refuses what an import by this method cannot begin with: too much stored already, or the image as it is. */
    public void requireReady(Caller caller, Image image, String method) {
        quotas.requireSize(caller, 0);
        requireStatus(image, method);
        if (image.containerFormat() == null) {
            throw new Fault.Conflict("'container_format' needs to be set before import");
        }
        if (image.diskFormat() == null) {
            throw new Fault.Conflict("'disk_format' needs to be set before import");
        }
    }

    /** Begins the import of an image that is ready, and returns; nothing where every store has the image already. */
    public Optional<Task> start(Caller caller, Image image, ImportOrder order) {
        var wanted = order.into(missing(image, order));
        if (wanted.stores().isEmpty()) {
            return Optional.empty();
        }
        steps.check(order.source());
        var input = Map.of("image_id", image.id(), "import_req", wanted.request(), "backend", wanted.stores());
        return Optional.of(work.start(
                caller,
                image,
                new ImageTasks.Work(
                        "api_image_import",
                        input,
                        place(image, order),
                        (now, task) -> begin(now, wanted, task),
                        (task, place) ->
                                steps.run(new ImportRun(caller, image, wanted, task, place, Function.identity())),
                        (now, failed) -> ImportSteps.end(now, wanted, failed))));
    }

    /** Where its bits are, or will be, before they come to stores. */
    private PendingBits place(Image image, ImportOrder order) {
        return switch (order.source()) {
            case OwnStore _ -> PendingBits.nowhere(image.id());
            case Staged _ -> staging.waiting(image);
            case OnTheWeb _, OtherGlance _ -> staging.place(image, Reason.TASK);
        };
    }

    private static Image begin(Image image, ImportOrder order, Task task) {
        var begun = Progress.begin(image, task.id(), order.stores());
        return order.is("copy-image") ? begun : begun.withStatus("importing");
    }

    /** The stores that do not have the image. */
    private static List<String> missing(Image image, ImportOrder order) {
        var stores = new ArrayList<>(order.stores());
        for (var location : order.is("copy-image") ? image.locations() : List.<Location>of()) {
            if (stores.contains(String.valueOf(location.store())) && !order.everywhere()) {
                throw new Fault.Invalid("Image is already present at store '%s'".formatted(location.store()));
            }
            stores.remove(String.valueOf(location.store()));
        }
        return stores;
    }

    private static void requireStatus(Image image, String method) {
        boolean copy = method.equals("copy-image");
        if (image.is("active") && !copy) {
            throw new Fault.Conflict("Image with status active cannot be target for import");
        }
        if (!image.is("active") && copy) {
            throw new Fault.Conflict("Only images with status active can be targeted for copying");
        }
        if (List.of("web-download", "glance-download").contains(method) && !image.is("queued")) {
            throw new Fault.Conflict("Image needs to be in 'queued' state to use '%s' method".formatted(method));
        }
        if (method.equals("glance-direct") && !image.is("uploading")) {
            throw new Fault.Conflict("Image needs to be staged before 'glance-direct' method can be used");
        }
    }

    /** Those about an image, the newest first. */
    public List<Task> of(String image) {
        return tasks.list(image);
    }
}
