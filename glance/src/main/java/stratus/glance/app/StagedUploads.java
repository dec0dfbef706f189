package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.registry.Images;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Bits that clients send ahead of an import: they wait aside until it takes them. */
public final class StagedUploads {
    private final Images images;
    private final Staging staging;
    private final Claims claims;
    private final Quotas quotas;

    public StagedUploads(Images images, Staging staging, Claims claims, Quotas quotas) {
        this.images = images;
        this.staging = staging;
        this.claims = claims;
        this.quotas = quotas;
    }

    /** Takes the bits in; {@code length} is what the client promised, -1 for no promise. */
    public void take(Caller caller, Image image, InputStream data, long length) {
        quotas.requireStaging(caller, length);
        quotas.requireRoom(caller, length);
        try (var claim = claims.of(staging.place(image, Reason.STAGING))) {
            claim.begin(images, caller, image, "uploading");
            quotas.requireUploads(caller);
            long size = staging.take(claim.place(), quotas.capped(data), length);
            boolean there = images.advance(caller, image, "uploading", (now, tx) -> {
                claim.stage(tx);
                return staging.tell(now.with(now.data().withSize(size)));
            });
            if (!there) {
                throw Images.missing(image.id());
            }
            claim.settled();
        } catch (Fault e) {
            Intake.drain(data);
            throw e;
        } catch (IOException e) {
            Intake.drain(data);
            throw Intake.refused(e);
        }
    }
}
