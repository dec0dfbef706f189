package stratus.glance.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFilter;
import stratus.glance.domain.Location;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.store.ImageStore;
import stratus.glance.store.PendingStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** What can be done with images, their bits apart. */
public final class Images {
    private final Db db;
    private final ImageStore images;
    private final PendingStore places;
    private final Leftovers leftovers;
    private final ChangeLog changes;
    private final InstantSource clock;
    private final List<Consumer<String>> deleted = new CopyOnWriteArrayList<>();

    public Images(
            Db db,
            ImageStore images,
            PendingStore places,
            Leftovers leftovers,
            ChangeLog changes,
            InstantSource clock) {
        this.db = db;
        this.images = images;
        this.places = places;
        this.leftovers = leftovers;
        this.changes = changes;
        this.clock = clock;
    }

    /** What the caller may see; everything else is not there. */
    public Image get(Caller caller, String id) {
        return images.find(id, viewer(caller)).orElseThrow(() -> missing(id));
    }

    /** Refuses what is not there as such, and otherwise what the caller may not see. */
    public void requireVisible(Caller caller, String id) {
        if (images.find(id, viewer(caller)).isPresent()) {
            return;
        }
        if (images.find(id, null).isEmpty()) {
            throw missing(id);
        }
        throw new Fault.Forbidden("Forbidding request, image %s not visible".formatted(id), null);
    }

    public Page<Image> list(ImageFilter filter, Page.Request page) {
        return images.list(filter, page);
    }

    public Image create(Caller caller, Image image) {
        db.run(tx -> {
            if (!images.insert(tx, image)) {
                throw new Fault.Conflict("Image ID %s already exists!".formatted(image.id()));
            }
            changes.append(tx, caller, Operation.CREATED, "image", image.id(), image.owner(), image);
        });
        return image;
    }

    /** Changes what is there now; {@code change} may run more than once. */
    public Image update(Caller caller, String id, UnaryOperator<Image> change) {
        var now = clock.instant();
        var until = places.until();
        var left = new ArrayList<PendingBits>();
        var after = db.write(tx -> {
            db.lock(tx, id, "image");
            var old = images.find(tx, id, null).orElseThrow(() -> missing(id));
            var edit = new Edit(change.apply(old));
            edit.updatedAt = now;
            left.clear();
            left.addAll(leave(tx, old, edit.locations, until));
            return save(tx, caller, edit.image(), old.status());
        });
        left.forEach(leftovers::remove);
        return after;
    }

    /** The image's bits are nobody's any more, but for those at some places. Bits on the web never were anybody's. */
    private List<PendingBits> leave(Tx tx, Image image, List<Location> kept, Instant until) {
        var left = image.locations().stream()
                .filter(location -> !kept.contains(location) && location.store() != null && !location.onTheWeb())
                .map(location -> removal(image, location))
                .toList();
        left.forEach(place -> places.insert(tx, place, until));
        return left;
    }

    private static PendingBits removal(Image image, Location location) {
        return new PendingBits(
                UUID.randomUUID().toString(),
                image.id(),
                Reason.REMOVAL,
                String.valueOf(location.store()),
                location.url());
    }

    /** What is done to an image, and what is written down in the same transaction. */
    interface Change {
        /** May run more than once. */
        void apply(Edit edit, Tx tx);
    }

    /**
     * Changes an image that has to be in a status; false if it is in another, is gone, or is one that came after it.
     *
     * @param change may run more than once
     */
    boolean advance(Caller caller, Image image, String from, Consumer<Edit> change) {
        return advance(caller, image, from, (edit, _) -> change.accept(edit));
    }

    boolean advance(Caller caller, Image image, String from, Change change) {
        return change(caller, image, now -> now.is(from), change);
    }

    private boolean change(Caller caller, Image image, Predicate<Image> fits, Change change) {
        var now = clock.instant();
        return db.write(tx -> {
            db.lock(tx, image.id(), "image");
            var old = images.find(tx, image.id(), null)
                    .filter(found -> same(found, image) && fits.test(found))
                    .orElse(null);
            if (old == null) {
                return false;
            }
            var edit = new Edit(old);
            change.apply(edit, tx);
            edit.updatedAt = now;
            save(tx, caller, edit.image(), old.status());
            return true;
        });
    }

    /** Not another that took its id after it was deleted. */
    private static boolean same(Image one, Image other) {
        return one.createdAt()
                .truncatedTo(ChronoUnit.MICROS)
                .equals(other.createdAt().truncatedTo(ChronoUnit.MICROS));
    }

    /** Changes an image whatever its status is; nothing where it is gone. */
    void touch(Caller caller, Image image, Consumer<Edit> change) {
        touch(caller, image, (edit, _) -> change.accept(edit));
    }

    /** False where it is gone. */
    boolean touch(Caller caller, Image image, Change change) {
        return change(caller, image, _ -> true, change);
    }

    /** The image as it is by now. */
    Image now(Image image) {
        return images.find(image.id(), null).orElseThrow(() -> missing(image.id()));
    }

    public void deactivate(Caller caller, Image image) {
        if (!image.is("deactivated") && !advance(caller, image, "active", edit -> edit.status = "deactivated")) {
            throw new Fault.Forbidden("Not allowed to deactivate image in status '%s'".formatted(image.status()), null);
        }
    }

    public void reactivate(Caller caller, Image image) {
        if (!image.is("active") && !advance(caller, image, "deactivated", edit -> edit.status = "active")) {
            throw new Fault.Forbidden("Not allowed to reactivate image in status '%s'".formatted(image.status()), null);
        }
    }

    /** Its bits go after it. What is on its way to it goes when it arrives. */
    public void delete(Caller caller, Image image) {
        var until = places.until();
        var left = db.write(tx -> {
            db.lock(tx, image.id(), "image");
            var now = images.find(tx, image.id(), null).orElseThrow(() -> missing(image.id()));
            if (now.undeletable()) {
                throw new Fault.Forbidden("Image %s is protected and cannot be deleted.".formatted(image.id()), null);
            }
            var all = new ArrayList<>(places.abandon(tx, image.id(), until));
            all.addAll(leave(tx, now, List.of(), until));
            images.delete(tx, image.id());
            changes.append(tx, caller, Operation.DELETED, "image", image.id(), image.owner(), null);
            return all;
        });
        left.forEach(leftovers::remove);
        deleted.forEach(listener -> listener.accept(image.id()));
    }

    /** Hears of images that are no more. */
    public void onDelete(Consumer<String> listener) {
        deleted.add(listener);
    }

    /** Removes the bits from one of the stores that have them. */
    public void leave(Caller caller, Image image, String store) {
        if (!image.is("active")) {
            throw new Fault.Conflict(
                    "It's not allowed to remove image data from store if image status is not 'active'");
        }
        update(caller, image.id(), now -> {
            if (now.locations().size() == 1) {
                throw new Fault.Forbidden(
                        "Cannot delete image data from the only store containing it. Consider"
                                + " deleting the image instead.",
                        null);
            }
            var edit = new Edit(now);
            if (!edit.locations.removeIf(location -> location.isIn(store))) {
                throw new Fault.NotFound("Image %s is not stored in store %s.".formatted(image.id(), store));
            }
            return edit.image();
        });
    }

    /** The project whose eyes a list is seen with; null for an administrator, who sees everything. */
    public static @Nullable String viewer(Caller caller) {
        if (caller.has("admin")) {
            return null;
        }
        return caller.project() == null ? "" : caller.project().id();
    }

    Optional<Image> find(Tx tx, String id) {
        return images.find(tx, id, null);
    }

    Image save(Tx tx, Caller caller, Image after, String expected) {
        if (!images.update(tx, after, expected)) {
            throw new Fault.Conflict("Image %s is being changed by another.".formatted(after.id()));
        }
        changes.append(tx, caller, Operation.UPDATED, "image", after.id(), after.owner(), after);
        return after;
    }

    static Fault missing(String id) {
        return new Fault.NotFound("No image found with ID %s".formatted(id));
    }
}
