package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import stratus.glance.domain.Image;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** The bits of images as clients send them. An image is active only once all its bits are there for good. */
public final class Uploads {
    private final Images images;
    private final Stores stores;
    private final Intake intake;
    private final Quotas quotas;

    public Uploads(Images images, Stores stores, Intake intake, Quotas quotas) {
        this.quotas = quotas;
        this.images = images;
        this.stores = stores;
        this.intake = intake;
    }

    /** Takes the bits into a store; {@code length} is what the client promised, -1 for no promise. */
    public void take(Caller caller, Image image, InputStream data, long length, String store) {
        quotas.requireSize(caller, length);
        quotas.requireRoom(caller, length);
        var backend = stores.writable(store);
        Edit.requireFormats(image.diskFormat(), image.containerFormat());
        if (!images.advance(caller, image, "queued", edit -> edit.status = "saving")) {
            throw new Fault.Conflict(
                    "Image status transition from %s to saving is not allowed".formatted(image.status()));
        }
        boolean done = false;
        try {
            quotas.requireUploads(caller);
            save(caller, image, backend, data, length);
            done = true;
        } catch (Fault.TooLarge e) {
            drain(data);
            throw e;
        } catch (IOException e) {
            drain(data);
            throw Intake.refused(e);
        } finally {
            if (!done) {
                images.advance(caller, image, "saving", edit -> edit.status = "queued");
            }
        }
    }

    /** A client that is cut off while it sends does not read why. */
    private static void drain(InputStream data) {
        try {
            data.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException gone) {
            return;
        }
    }

    private void save(Caller caller, Image image, Backend backend, InputStream data, long length) throws IOException {
        try (var landing = intake.land(image, backend, quotas.limited(caller, data), length)) {
            boolean owned = images.advance(caller, image, "saving", edit -> {
                edit.status = "active";
                edit.found(landing.bits());
                edit.locations = List.of(landing.location());
            });
            if (!owned) {
                throw new Fault.Gone(("Image %s could not be found after upload. The image may have been deleted during"
                                + " the upload, cleaning up the chunks uploaded.")
                        .formatted(image.id()));
            }
            landing.keep();
        }
    }
}
