package stratus.glance.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.domain.Task;
import stratus.glance.registry.Edit;
import stratus.glance.registry.Images;
import stratus.glance.registry.PendingStore;
import stratus.glance.registry.TaskStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** What becomes of an image when the bits that were on their way to it are given up: it waits for other bits. */
public final class Settlement {
    static final String STOPPED = "The service was stopped before it was done.";

    private final Db db;
    private final Images images;
    private final PendingStore places;
    private final TaskStore tasks;
    private final Staging staging;
    private final InstantSource clock;

    public Settlement(
            Db db, Images images, PendingStore places, TaskStore tasks, Staging staging, InstantSource clock) {
        this.db = db;
        this.images = images;
        this.places = places;
        this.tasks = tasks;
        this.staging = staging;
        this.clock = clock;
    }

    /** @param staged how many bytes are staged at the place, and can be imported here; -1 for nothing */
    private record Now(Instant time, Caller self, long staged) {}

    /**
     * No image will ever own what is at the place: it may be removed. False where the place is not this process's any more,
     * has an owner, or is of use again.
     */
    boolean giveUp(PendingBits place) {
        var self = Caller.untokened(
                "req-" + UUID.randomUUID(), new Caller.Named("glance", "glance", new DomainId("default"), "Default"));
        var now = new Now(clock.instant(), self, staging.size(place));
        return db.write(tx -> {
            db.lock(tx, place.imageId(), "image");
            return places.mine(tx, place.id())
                    .filter(row -> giveUp(tx, row, now))
                    .isPresent();
        });
    }

    private boolean giveUp(Tx tx, PendingBits place, Now now) {
        if (!places.giveUp(tx, place)) {
            return false;
        }
        var problem =
                images.find(tx, place.imageId()).filter(Settlement::isDone).isPresent() ? null : STOPPED;
        boolean again = images.find(tx, place.imageId())
                .filter(image -> release(tx, image, place, now))
                .isPresent();
        tasks.find(tx, place.id()).ifPresent(task -> tasks.end(tx, task, problem, now.time()));
        return !again || !places.stage(tx, place.now(place.id(), Reason.REMOVAL));
    }

    /** Whether all that the image's task was to bring is there, though it did not come to say so. */
    private static boolean isDone(Image image) {
        var left = image.properties().getOrDefault(Progress.IMPORTING, "")
                + image.properties().getOrDefault(Progress.FAILED, "");
        return image.is("active") && left.isEmpty();
    }

    /** True where what is staged waits for its import again. */
    private boolean release(Tx tx, Image image, PendingBits place, Now now) {
        return switch (place.reason()) {
            case UPLOAD -> requeue(tx, image, "saving", now);
            case STAGING -> requeue(tx, image, "uploading", now);
            case TASK -> place.id().equals(image.properties().get(Progress.TASK)) && unlock(tx, image, place, now);
            case STAGED, DELIVERY, REMOVAL -> false;
        };
    }

    private boolean requeue(Tx tx, Image image, String status, Now now) {
        if (image.is(status)) {
            var edit = new Edit(image);
            edit.forget();
            edit.status = "queued";
            save(tx, image, edit, now);
        }
        return false;
    }

    private boolean unlock(Tx tx, Image image, PendingBits place, Now now) {
        boolean again = image.is("importing")
                && image.size() != null
                && image.size() == now.staged()
                && tasks.find(tx, place.id()).filter(Settlement::tookStaged).isPresent();
        var edit = new Edit(image);
        Progress.end(
                edit,
                List.of(edit.properties.getOrDefault(Progress.IMPORTING, "").split(",")));
        if (image.is("importing")) {
            edit.forget();
            edit.size = again ? image.size() : null;
            edit.status = again ? "uploading" : "queued";
        }
        if (again) {
            staging.tell(edit);
        } else {
            edit.properties.remove(Staging.HOST);
        }
        save(tx, image, edit, now);
        return again;
    }

    private static boolean tookStaged(Task task) {
        return String.valueOf(task.input().get("import_req")).contains("glance-direct");
    }

    private void save(Tx tx, Image before, Edit edit, Now now) {
        edit.updatedAt = now.time();
        images.save(tx, now.self(), edit.image(), before.status());
    }
}
