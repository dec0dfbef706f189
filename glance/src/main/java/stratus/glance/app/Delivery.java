package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Claims.Claim;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;

/** Puts the bits of an import into its stores: into all of them, or into those that work. */
public final class Delivery {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Stores stores;
    private final Intake intake;
    private final Claims claims;
    private final ImportBits bits;
    private final Quotas quotas;

    public Delivery(Images images, Stores stores, Intake intake, Claims claims, ImportBits bits, Quotas quotas) {
        this.quotas = quotas;
        this.bits = bits;
        this.claims = claims;
        this.images = images;
        this.stores = stores;
        this.intake = intake;
    }

    void deliver(ImportRun run) throws IOException {
        if (run.order().allMustSucceed()) {
            toAll(run);
        } else {
            toSome(run);
        }
    }

    /** What is in a store, and nobody's yet. */
    private record Landed(Claim claim, Bits bits) {}

    /** The image owns none of them before the last has come. */
    private void toAll(ImportRun run) throws IOException {
        var all = new ArrayList<Claim>();
        try {
            var landed = new ArrayList<Landed>();
            for (var store : run.order().stores()) {
                all.add(claims.in(stores.writable(store), run.image(), Reason.DELIVERY));
                landed.add(land(
                        run,
                        all.getLast(),
                        landed.isEmpty() ? null : landed.getFirst().bits()));
            }
            own(run, run.status(), landed);
        } finally {
            all.forEach(Claim::close);
        }
    }

    private void toSome(ImportRun run) throws IOException {
        Bits first = null;
        Exception problem = null;
        for (var store : run.order().stores()) {
            try (var claim = claims.in(stores.writable(store), run.image(), Reason.DELIVERY)) {
                var landed = land(run, claim, first);
                own(run, first == null ? run.status() : "active", List.of(landed));
                first = landed.bits();
            } catch (IOException | Fault e) {
                if (ImageTasks.interrupted()) {
                    throw e;
                }
                log.log(Level.WARNING, "image " + run.image().id() + " does not come to store " + store, e);
                problem = e;
            }
        }
        if (first == null && problem instanceof IOException broken) {
            throw broken;
        }
        if (first == null && problem instanceof Fault fault) {
            throw fault;
        }
    }

    private Landed land(ImportRun run, Claim claim, @Nullable Bits same) throws IOException {
        var place = claim.place();
        try (var data = bits.open(run)) {
            claim.note();
            var signed = same == null ? bits.signed(run, data) : SignedBits.unsigned(data);
            var store = stores.writable(place.store()).store();
            var landed = intake.land(run.image(), store, place.url(), quotas.limited(run.caller(), signed.data()), -1);
            signed.require();
            requireSize(run, landed.size());
            requireHash(landed, same == null ? run.image().data().osHashValue() : same.sha512());
            return new Landed(claim, landed);
        } catch (IOException | RuntimeException e) {
            if (!ImageTasks.interrupted()) {
                images.touch(run.caller(), run.image(), now -> {
                    var stores = List.of(place.store());
                    return Progress.done(Progress.failed(now, stores), stores);
                });
            }
            throw e;
        }
    }

    private static void requireSize(ImportRun run, long size) {
        if (run.image().size() != null && run.image().size() != size) {
            throw new Fault.Invalid("Task %s: Image size mismatch. Expected %d but got %d"
                    .formatted(run.task().id(), run.image().size(), size));
        }
    }

    private static void requireHash(Bits bits, @Nullable String hash) {
        if (hash != null && !hash.equals(bits.sha512())) {
            throw new Fault.Invalid("os_hash_value of uploaded data is different from current value set on the image.");
        }
    }

    private void own(ImportRun run, String status, List<Landed> landed) {
        boolean owned = images.advance(run.caller(), run.image(), status, (now, tx) -> {
            if (!run.task().id().equals(now.properties().get(Progress.TASK))) {
                throw new Fault.Conflict("Task was aborted externally");
            }
            landed.forEach(one -> one.claim().settle(tx));
            var arrived = arrived(now, landed);
            return now.is("importing")
                    ? activated(run.made().apply(arrived), landed.getFirst().bits())
                    : arrived;
        });
        if (!owned) {
            throw new Fault.Gone("Image has been deleted, aborting import.");
        }
        landed.forEach(one -> one.claim().settled());
    }

    private static Image arrived(Image image, List<Landed> landed) {
        var places = landed.stream().map(one -> one.claim().place()).toList();
        var locations = new ArrayList<>(image.locations());
        places.forEach(place -> locations.add(place.location()));
        return Progress.done(
                image.withLocations(locations),
                places.stream().map(PendingBits::store).toList());
    }

    private static Image activated(Image image, Bits bits) {
        return image.with(image.data().found(bits)).withStatus("active");
    }
}
