package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import stratus.glance.app.Claims.Claim;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.registry.Images;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** The bits of images as clients send them. An image is active only once all its bits are there for good. */
public final class Uploads {
    private final Images images;
    private final Stores stores;
    private final Intake intake;
    private final Claims claims;
    private final Quotas quotas;
    private final Signatures signatures;

    public Uploads(Images images, Stores stores, Intake intake, Claims claims, Quotas quotas, Signatures signatures) {
        this.signatures = signatures;
        this.claims = claims;
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
        image.metadata().formats().requireBoth();
        try (var claim = claims.in(backend, image, Reason.UPLOAD)) {
            claim.begin(images, caller, image, "saving");
            quotas.requireUploads(caller);
            var signed = signatures.check(caller, image, data);
            var limited = quotas.limited(caller, signed.data());
            var bits = intake.land(image, backend.store(), claim.place().url(), limited, length);
            signed.require();
            own(caller, image, bits, claim);
        } catch (Fault e) {
            Intake.drain(data);
            throw e;
        } catch (IOException e) {
            Intake.drain(data);
            throw Intake.refused(e);
        }
    }

    private void own(Caller caller, Image image, Bits bits, Claim claim) {
        boolean owned = images.advance(caller, image, "saving", (now, tx) -> {
            claim.settle(tx);
            var data =
                    now.data().found(bits).withLocations(List.of(claim.place().location()));
            return now.with(data).withStatus("active");
        });
        if (!owned) {
            throw new Fault.Gone(("Image %s could not be found after upload. The image may have been deleted during"
                            + " the upload, cleaning up the chunks uploaded.")
                    .formatted(image.id()));
        }
        claim.settled();
    }
}
