package stratus.glance.app;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFilter;
import stratus.glance.domain.Location;
import stratus.glance.store.ImageStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;

/** What can be done with images, their bits apart. */
public final class Images {
    private final Db db;
    private final ImageStore images;
    private final Leftovers leftovers;
    private final Staging staging;
    private final ChangeLog changes;
    private final InstantSource clock;
    private final List<Consumer<String>> deleted = new CopyOnWriteArrayList<>();

    public Images(
            Db db, ImageStore images, Leftovers leftovers, Staging staging, ChangeLog changes, InstantSource clock) {
        this.db = db;
        this.images = images;
        this.leftovers = leftovers;
        this.staging = staging;
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
        var left = new ArrayList<Location>();
        var after = db.write(tx -> {
            db.lock(tx, id, "image");
            var old = images.find(tx, id, null).orElseThrow(() -> missing(id));
            var edit = new Edit(change.apply(old));
            edit.updatedAt = now;
            left.clear();
            left.addAll(old.locations());
            left.removeAll(edit.locations);
            return saved(tx, caller, edit.image(), old.status());
        });
        left.forEach(location -> leftovers.drop(id, location));
        return after;
    }

    /**
     * Changes an image that has to be in a status; false if it is in another, is gone, or is one that came after it.
     *
     * @param change may run more than once
     */
    boolean advance(Caller caller, Image image, String from, Consumer<Edit> change) {
        var now = clock.instant();
        return db.write(tx -> {
            db.lock(tx, image.id(), "image");
            var old = images.find(tx, image.id(), null).orElse(null);
            if (old == null || !old.is(from) || !same(old, image)) {
                return false;
            }
            var edit = new Edit(old);
            change.accept(edit);
            edit.updatedAt = now;
            saved(tx, caller, edit.image(), from);
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
        var now = images.find(image.id(), null);
        while (now.isPresent() && !advance(caller, image, now.get().status(), change)) {
            now = images.find(image.id(), null).filter(i -> same(i, image));
        }
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

    /** The row first: bits without a row are swept, a row without bits would be a lie. */
    public void delete(Caller caller, Image image) {
        var gone = db.write(tx -> {
            db.lock(tx, image.id(), "image");
            var now = images.find(tx, image.id(), null).orElseThrow(() -> missing(image.id()));
            if (now.undeletable()) {
                throw new Fault.Forbidden("Image %s is protected and cannot be deleted.".formatted(image.id()), null);
            }
            images.delete(tx, image.id());
            changes.append(tx, caller, Operation.DELETED, "image", image.id(), image.owner(), null);
            return now;
        });
        gone.locations().forEach(location -> leftovers.drop(gone.id(), location));
        staging.remove(gone.id());
        deleted.forEach(listener -> listener.accept(gone.id()));
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

    private Image saved(stratus.oslo.db.Tx tx, Caller caller, Image after, String expected) {
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
