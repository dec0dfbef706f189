package stratus.glance.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFilter;
import stratus.glance.store.ImageStore;
import stratus.glance.store.Store;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;

/** What can be done with images, their bits apart. */
public final class Images {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Db db;
    private final ImageStore images;
    private final List<Store> stores;
    private final ChangeLog changes;
    private final InstantSource clock;

    /** @param stores where bits of images may be, staged ones included */
    public Images(Db db, ImageStore images, List<Store> stores, ChangeLog changes, InstantSource clock) {
        this.db = db;
        this.images = images;
        this.stores = List.copyOf(stores);
        this.changes = changes;
        this.clock = clock;
    }

    /** What the caller may see; everything else is not there. */
    public Image get(Caller caller, String id) {
        return images.find(id, viewer(caller)).orElseThrow(() -> missing(id));
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
        return db.write(tx -> {
            var old = images.find(tx, id, null).orElseThrow(() -> missing(id));
            var edit = new Edit(change.apply(old));
            edit.updatedAt = now;
            return saved(tx, caller, edit.image(), old.status());
        });
    }

    /** Moves to a status from the one that it has to be in; false if it is in another. */
    boolean advance(Caller caller, String id, String from, String to, @Nullable Bits bits) {
        var now = clock.instant();
        return db.write(tx -> {
            var old = images.find(tx, id, null).orElse(null);
            if (old == null || !old.is(from)) {
                return false;
            }
            var edit = new Edit(old);
            edit.status = to;
            edit.updatedAt = now;
            if (bits != null) {
                edit.size = bits.size();
                edit.virtualSize = bits.virtualSize();
                edit.checksum = bits.md5();
                edit.osHashValue = bits.sha512();
            }
            saved(tx, caller, edit.image(), from);
            return true;
        });
    }

    /** Ids of images whose bits wait for an import. */
    Set<String> staged() {
        return images.staged();
    }

    public void deactivate(Caller caller, Image image) {
        if (!image.is("deactivated") && !advance(caller, image.id(), "active", "deactivated", null)) {
            throw new Fault.Forbidden("Not allowed to deactivate image in status '%s'".formatted(image.status()), null);
        }
    }

    public void reactivate(Caller caller, Image image) {
        if (!image.is("active") && !advance(caller, image.id(), "deactivated", "active", null)) {
            throw new Fault.Forbidden("Not allowed to reactivate image in status '%s'".formatted(image.status()), null);
        }
    }

    /** The row first: bits without a row are swept, a row without bits would be a lie. */
    public void delete(Caller caller, Image image) {
        db.run(tx -> {
            var now = images.find(tx, image.id(), null).orElseThrow(() -> missing(image.id()));
            if (now.undeletable()) {
                throw new Fault.Forbidden("Image %s is protected and cannot be deleted.".formatted(image.id()), null);
            }
            images.delete(tx, image.id());
            changes.append(tx, caller, Operation.DELETED, "image", image.id(), image.owner(), null);
        });
        try {
            for (var store : stores) {
                store.delete(image.id());
            }
        } catch (IOException e) {
            log.log(System.Logger.Level.WARNING, "bits of image " + image.id() + " stay until the next start", e);
        }
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
