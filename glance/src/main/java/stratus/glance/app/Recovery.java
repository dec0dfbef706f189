package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.glance.domain.Task;
import stratus.glance.store.ImageStore;
import stratus.glance.store.StoreException;
import stratus.glance.store.TaskStore;
import stratus.oslo.db.Db;

/** Before the first request after a start: nothing is on its way any more, whatever the registry says. */
public final class Recovery {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Db db;
    private final ImageStore images;
    private final TaskStore tasks;
    private final Staging staging;
    private final Stores stores;

    public Recovery(Db db, ImageStore images, TaskStore tasks, Staging staging, Stores stores) {
        this.db = db;
        this.images = images;
        this.tasks = tasks;
        this.staging = staging;
        this.stores = stores;
    }

    public void run(Instant now) {
        var direct = tasks.unfinished().stream()
                .filter(task -> String.valueOf(task.input().get("import_req")).contains("glance-direct"))
                .map(Task::imageId)
                .collect(Collectors.toSet());
        images.in(List.of("saving", "importing")).forEach(image -> requeue(image, direct));
        images.with(Progress.TASK).forEach(this::unlock);
        images.in(List.of("active", "deactivated")).stream()
                .filter(image -> image.locations().isEmpty())
                .forEach(this::adopt);
        staging.sweep(images.in(List.of("uploading")).stream().map(Image::id).collect(Collectors.toSet()));
        tasks.fail("The service was stopped before it was done.", now);
    }

    /** What was staged may be imported again; everything else begins anew. */
    private void requeue(Image image, Set<String> direct) {
        boolean staged = image.is("importing") && direct.contains(image.id()) && staging.has(image.id());
        var edit = new Edit(image);
        var size = edit.size;
        edit.forget();
        edit.size = staged ? size : null;
        edit.status = staged ? "uploading" : "queued";
        save(image, edit);
    }

    private void unlock(Image image) {
        var edit = new Edit(image);
        Progress.end(
                edit,
                List.of(image.properties().getOrDefault(Progress.IMPORTING, "").split(",")));
        save(image, edit);
    }

    /** Images from before there were several stores say nothing of where their bits are. */
    private void adopt(Image image) {
        for (var id : stores.writable()) {
            var store = stores.writable(id).store();
            try {
                store.size(store.url(image.id()));
                var edit = new Edit(image);
                edit.locations = List.of(Location.in(id, store.url(image.id())));
                save(image, edit);
                return;
            } catch (StoreException.Missing e) {
                log.log(Level.DEBUG, "image {0} is not in store {1}", image.id(), id);
            } catch (IOException e) {
                log.log(Level.WARNING, "store " + id + " could not be asked for image " + image.id(), e);
            }
        }
    }

    private void save(Image before, Edit after) {
        db.run(tx -> images.update(tx, after.image(), before.status()));
    }
}
