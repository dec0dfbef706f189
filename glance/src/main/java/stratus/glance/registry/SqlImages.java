package stratus.glance.registry;

import java.lang.System.Logger.Level;
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
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFilter;
import stratus.glance.domain.Location;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Images in the database. */
final class SqlImages implements Images {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Db db;
    private final ImageStore images;
    private final PendingStore places;
    private final ChangeLog changes;
    private final InstantSource clock;
    private final List<Consumer<String>> whenDeleted = new CopyOnWriteArrayList<>();
    private final List<Consumer<PendingBits>> whenLeft = new CopyOnWriteArrayList<>();

    SqlImages(Db db, ImageStore images, PendingStore places, ChangeLog changes, InstantSource clock) {
        this.db = db;
        this.images = images;
        this.places = places;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public Image get(Caller caller, String id) {
        return images.find(id, Images.viewer(caller)).orElseThrow(() -> Images.missing(id));
    }

    @Override
    public void requireVisible(Caller caller, String id) {
        if (images.find(id, Images.viewer(caller)).isPresent()) {
            return;
        }
        if (images.find(id, null).isEmpty()) {
            throw Images.missing(id);
        }
        throw new Fault.Forbidden("Forbidding request, image %s not visible".formatted(id), null);
    }

    @Override
    public Page<Image> list(ImageFilter filter, Page.Request page) {
        return images.list(filter, page);
    }

    @Override
    public Image create(Caller caller, Image image) {
        db.run(tx -> {
            if (!images.insert(tx, image)) {
                throw new Fault.Conflict("Image ID %s already exists!".formatted(image.id()));
            }
            changes.append(tx, caller, Operation.CREATED, "image", image.id(), image.owner(), image);
        });
        return image;
    }

    @Override
    public Image update(Caller caller, String id, UnaryOperator<Image> change) {
        var now = clock.instant();
        var until = places.until();
        var left = new ArrayList<PendingBits>();
        var after = db.write(tx -> {
            db.lock(tx, id, "image");
            var old = images.find(tx, id, null).orElseThrow(() -> Images.missing(id));
            var changed = change.apply(old).withUpdatedAt(now);
            left.clear();
            left.addAll(leave(tx, old, changed.locations(), until));
            return save(tx, caller, changed, old.status());
        });
        left.forEach(place -> tell(whenLeft, place));
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

    @Override
    public boolean advance(Caller caller, Image image, String from, Change change) {
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
            save(tx, caller, change.apply(old, tx).withUpdatedAt(now), old.status());
            return true;
        });
    }

    /** Not another that took its id after it was deleted. */
    private static boolean same(Image one, Image other) {
        return one.createdAt()
                .truncatedTo(ChronoUnit.MICROS)
                .equals(other.createdAt().truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public boolean touch(Caller caller, Image image, Change change) {
        return change(caller, image, _ -> true, change);
    }

    @Override
    public Image now(Image image) {
        return find(image.id()).orElseThrow(() -> Images.missing(image.id()));
    }

    @Override
    public void deactivate(Caller caller, Image image) {
        if (!image.is("deactivated") && !advance(caller, image, "active", now -> now.withStatus("deactivated"))) {
            throw new Fault.Forbidden("Not allowed to deactivate image in status '%s'".formatted(image.status()), null);
        }
    }

    @Override
    public void reactivate(Caller caller, Image image) {
        if (!image.is("active") && !advance(caller, image, "deactivated", now -> now.withStatus("active"))) {
            throw new Fault.Forbidden("Not allowed to reactivate image in status '%s'".formatted(image.status()), null);
        }
    }

    @Override
    public void delete(Caller caller, Image image) {
        var until = places.until();
        var left = db.write(tx -> {
            db.lock(tx, image.id(), "image");
            var now = images.find(tx, image.id(), null).orElseThrow(() -> Images.missing(image.id()));
            if (now.metadata().access().undeletable()) {
                throw new Fault.Forbidden("Image %s is protected and cannot be deleted.".formatted(image.id()), null);
            }
            var all = new ArrayList<>(places.abandon(tx, image.id(), until));
            all.addAll(leave(tx, now, List.of(), until));
            images.delete(tx, image.id());
            changes.append(tx, caller, Operation.DELETED, "image", image.id(), image.owner(), null);
            return all;
        });
        left.forEach(place -> tell(whenLeft, place));
        tell(whenDeleted, image.id());
    }

    /** What is committed has happened, whatever becomes of those who hear of it. */
    private static <T> void tell(List<Consumer<T>> listeners, T what) {
        for (var listener : listeners) {
            try {
                listener.accept(what);
            } catch (RuntimeException e) {
                log.log(Level.WARNING, "a change of the registry did not reach all who listen: " + what, e);
            }
        }
    }

    @Override
    public void onDelete(Consumer<String> listener) {
        whenDeleted.add(listener);
    }

    @Override
    public void onLeft(Consumer<PendingBits> listener) {
        whenLeft.add(listener);
    }

    @Override
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
            var others = now.locations().stream()
                    .filter(location -> !location.isIn(store))
                    .toList();
            if (others.size() == now.locations().size()) {
                throw new Fault.NotFound("Image %s is not stored in store %s.".formatted(image.id(), store));
            }
            return now.withLocations(others);
        });
    }

    @Override
    public Optional<Image> find(String id) {
        return images.find(id, null);
    }

    @Override
    public Optional<Image> find(Tx tx, String id) {
        return images.find(tx, id, null);
    }

    @Override
    public List<Image> in(List<String> statuses) {
        return images.in(statuses);
    }

    @Override
    public boolean owns(String image, String url) {
        return images.owns(image, url);
    }

    @Override
    public Image save(Tx tx, Caller caller, Image after, String expected) {
        if (!images.update(tx, after, expected)) {
            throw new Fault.Conflict("Image %s is being changed by another.".formatted(after.id()));
        }
        changes.append(tx, caller, Operation.UPDATED, "image", after.id(), after.owner(), after);
        return after;
    }

    @Override
    public void relocate(Image before, Image after) {
        db.run(tx -> images.update(tx, after, before.status()));
    }
}
