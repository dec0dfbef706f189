package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.ImportOrder.Source;
import stratus.glance.registry.Images;
import stratus.glance.store.StoreException;
import stratus.glance.store.WebException;
import stratus.oslo.base.Fault;

/** What an import does once it was accepted: fetch the bits, work on them, put them into stores. */
public final class ImportSteps {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Fetching fetching;
    private final ImportPlugins plugins;
    private final Delivery delivery;
    private final Quotas quotas;

    public ImportSteps(Images images, Fetching fetching, ImportPlugins plugins, Delivery delivery, Quotas quotas) {
        this.plugins = plugins;
        this.quotas = quotas;
        this.images = images;
        this.fetching = fetching;
        this.delivery = delivery;
    }

    /** Refuses what can never be fetched. */
    void check(Source source) {
        fetching.check(source);
    }

    /** All of it; what went wrong, null for nothing. */
    @Nullable String run(ImportRun run) {
        try {
            requireRoom(run);
            var prepared = prepare(run);
            delivery.deliver(prepared.of(images.now(run.image())));
            return null;
        } catch (IOException | RuntimeException e) {
            log.log(
                    ImageTasks.interrupted() ? Level.DEBUG : Level.WARNING,
                    "import of image " + run.image().id() + " failed",
                    e);
            return reason(e);
        }
    }

    /** For whoever asked for the import: names no file of ours. */
    static String reason(Exception e) {
        return switch (e) {
            case Fault fault -> fault.getMessage();
            case WebException remote -> remote.getMessage();
            case StoreException.Full full -> Intake.refused(full).getMessage();
            default -> "The data could not be read.";
        };
    }

    /** What was staged counts in stores from now on; everything else is staged first. */
    private void requireRoom(ImportRun run) {
        long size = run.image().size() == null ? 0 : run.image().size();
        if (run.order().is("glance-direct")) {
            quotas.requireSize(run.caller(), size);
        } else {
            quotas.requireStaging(run.caller(), size);
            quotas.requireUploads(run.caller());
        }
    }

    /** Where nothing comes that could be stored, every store failed. */
    private ImportRun prepare(ImportRun run) throws IOException {
        try {
            var fetched = fetching.fetch(run);
            return run.order().is("copy-image") ? fetched : plugins.work(fetched.of(images.now(run.image())));
        } catch (IOException | RuntimeException e) {
            if (!ImageTasks.interrupted()) {
                images.touch(
                        run.caller(),
                        run.image(),
                        now -> Progress.failed(now, run.order().stores()));
            }
            throw e;
        }
    }

    /** What the image is afterwards. */
    static Image end(Image image, ImportOrder order, boolean failed) {
        var ended = Progress.end(image, order.stores()).withoutProperty(Staging.HOST);
        return failed && ended.is("importing") ? ended.requeued() : ended;
    }
}
