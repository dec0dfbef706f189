package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Claims.Claim;
import stratus.glance.domain.Bits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.oslo.base.Fault;

/** Puts the bits of an import into its stores: into all of them, or into those that work. */
public final class Delivery {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Stores stores;
    private final Intake intake;
    private final Claims claims;
    private final Staging staging;
    private final Downloads downloads;

    public Delivery(Images images, Stores stores, Intake intake, Claims claims, Staging staging, Downloads downloads) {
        this.claims = claims;
        this.images = images;
        this.stores = stores;
        this.intake = intake;
        this.staging = staging;
        this.downloads = downloads;
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
        try (var data = open(run)) {
            claim.note();
            var bits = intake.land(run.image(), stores.writable(place.store()).store(), place.url(), data, -1);
            var hash = same == null ? run.image().osHashValue() : same.sha512();
            if (hash != null && !hash.equals(bits.sha512())) {
                throw new Fault.Invalid(
                        "os_hash_value of uploaded data is different from current value set on the image.");
            }
            return new Landed(claim, bits);
        } catch (IOException | RuntimeException e) {
            images.touch(run.caller(), run.image(), edit -> {
                Progress.failed(edit, List.of(place.store()));
                Progress.done(edit, List.of(place.store()));
            });
            throw e;
        }
    }

    private InputStream open(ImportRun run) throws IOException {
        return run.order().is("copy-image")
                ? downloads
                        .open(run.image(), 0, List.of())
                        .orElseThrow(() -> new Fault.NotFound("Image not found in any configured store"))
                : staging.open(run.staged());
    }

    private void own(ImportRun run, String status, List<Landed> landed) {
        boolean owned = images.advance(run.caller(), run.image(), status, (edit, tx) -> {
            if (!run.task().id().equals(edit.properties.get(Progress.TASK))) {
                throw new Fault.Conflict("Task was aborted externally");
            }
            for (var one : landed) {
                edit.locations.add(one.claim().place().location());
                Progress.done(edit, List.of(one.claim().place().store()));
                one.claim().settle(tx);
            }
            if (!run.order().is("copy-image")) {
                edit.found(landed.getFirst().bits());
                edit.status = "active";
            }
        });
        if (!owned) {
            throw new Fault.Gone("Image has been deleted, aborting import.");
        }
        landed.forEach(one -> one.claim().settled());
    }
}
