package stratus.glance.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageData;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
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
        var image = images.find(tx, place.imageId());
        var problem = image.filter(Settlement::isDone).isPresent() ? null : STOPPED;
        boolean again = image.filter(it -> release(tx, it, place, now)).isPresent();
        tasks.find(tx, place.id()).ifPresent(task -> tasks.end(tx, task, problem, now.time()));
        return !again || !places.stage(tx, place.now(place.id(), Reason.REMOVAL));
    }

    /** Whether all that the image's task was to bring is there, though it did not come to say so. */
    private static boolean isDone(Image image) {
        return image.is("active")
                && Progress.importing(image).isEmpty()
                && Progress.failed(image).isEmpty();
    }

    /** True where what is staged waits for its import again. */
    private boolean release(Tx tx, Image image, PendingBits place, Now now) {
        return switch (place.reason()) {
            case UPLOAD -> requeue(tx, image, "saving", now);
            case STAGING -> requeue(tx, image, "uploading", now);
            case TASK -> place.id().equals(image.properties().get(Progress.TASK)) && unlock(tx, image, now);
            case STAGED, DELIVERY, REMOVAL -> false;
        };
    }

    private boolean requeue(Tx tx, Image image, String status, Now now) {
        if (image.is(status)) {
            save(tx, image, image.requeued(), now);
        }
        return false;
    }

    /** Only what was staged has a size before it is in a store; where it is another by now, a plugin was at it. */
    private boolean unlock(Tx tx, Image image, Now now) {
        boolean again = image.is("importing") && image.size() != null && image.size() == now.staged();
        var idle = Progress.end(image, Progress.importing(image));
        if (again) {
            save(tx, image, staging.tell(restaged(idle)), now);
        } else {
            var waiting = image.is("importing") ? idle.requeued() : idle;
            save(tx, image, waiting.withoutProperty(Staging.HOST), now);
        }
        return again;
    }

    private static Image restaged(Image image) {
        return image.with(ImageData.NONE.withSize(image.size())).withStatus("uploading");
    }

    private void save(Tx tx, Image before, Image after, Now now) {
        images.save(tx, now.self(), after.withUpdatedAt(now.time()), before.status());
    }
}
