package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Bits;
import stratus.oslo.base.Fault;

/** Puts the bits of an import into its stores: into all of them, or into those that work. */
public final class Delivery {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Stores stores;
    private final Intake intake;
    private final Staging staging;
    private final Downloads downloads;
    private final Quotas quotas;

    public Delivery(Images images, Stores stores, Intake intake, Staging staging, Downloads downloads, Quotas quotas) {
        this.quotas = quotas;
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

    /** The image owns none of them before the last has come. */
    private void toAll(ImportRun run) throws IOException {
        var landings = new ArrayList<Landing>();
        try {
            for (var store : run.order().stores()) {
                landings.add(land(
                        run,
                        store,
                        landings.isEmpty() ? null : landings.getFirst().bits()));
            }
            own(run, run.status(), landings);
        } finally {
            landings.forEach(Landing::close);
        }
    }

    private void toSome(ImportRun run) throws IOException {
        Bits first = null;
        Exception problem = null;
        for (var store : run.order().stores()) {
            try (var landing = land(run, store, first)) {
                own(run, first == null ? run.status() : "active", List.of(landing));
                first = landing.bits();
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

    private Landing land(ImportRun run, String store, @Nullable Bits same) throws IOException {
        try (var data = open(run)) {
            var landing = intake.land(run.image(), stores.writable(store), quotas.limited(run.caller(), data), -1);
            var hash = same == null ? run.image().osHashValue() : same.sha512();
            if (hash != null && !hash.equals(landing.bits().sha512())) {
                landing.close();
                throw new Fault.Invalid(
                        "os_hash_value of uploaded data is different from current value set on the image.");
            }
            return landing;
        } catch (IOException | RuntimeException e) {
            images.touch(run.caller(), run.image(), edit -> {
                Progress.failed(edit, List.of(store));
                Progress.done(edit, List.of(store));
            });
            throw e;
        }
    }

    private InputStream open(ImportRun run) throws IOException {
        return run.order().is("copy-image")
                ? downloads
                        .open(run.image(), 0, List.of())
                        .orElseThrow(() -> new Fault.NotFound("Image not found in any configured store"))
                : staging.open(run.image().id());
    }

    private void own(ImportRun run, String status, List<Landing> landings) {
        boolean owned = images.advance(run.caller(), run.image(), status, edit -> {
            if (!run.task().id().equals(edit.properties.get(Progress.TASK))) {
                throw new Fault.Conflict("Task was aborted externally");
            }
            for (var landing : landings) {
                edit.locations.add(landing.location());
                Progress.done(edit, List.of(String.valueOf(landing.location().store())));
            }
            if (!run.order().is("copy-image")) {
                edit.found(landings.getFirst().bits());
                edit.status = "active";
            }
        });
        if (!owned) {
            throw new Fault.Gone("Image has been deleted, aborting import.");
        }
        landings.forEach(Landing::keep);
    }
}
