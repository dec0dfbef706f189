package stratus.glance.api;

import stratus.glance.domain.Image;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code DELETE /v2/images/{image_id}}: by the Glance that has staged bits of the image, where that can be reached. */
public final class ImageDeletionApi {
    private static final String MISSING = "Failed to find image %s to delete";

    private final Images images;
    private final StageHosts hosts;

    public ImageDeletionApi(Images images, StageHosts hosts) {
        this.images = images;
        this.hosts = hosts;
    }

    public void routes(Routes routes) {
        routes.delete("/images/{image_id}", "delete_image", this::delete);
    }

    private Response delete(Request r) {
        JsonBody.refuse(r);
        return deleted(r, Targets.authorized(r, Targets.named(r, images, MISSING)));
    }

    /** Where the other does not work the image goes without it; it removes its bits once it works again. */
    private Response deleted(Request r, Image image) {
        var answer = hosts.answer(r, image, null).filter(there -> there.status() < 500);
        if (answer.isEmpty()) {
            delete(r, image);
        }
        return answer.orElseGet(Response::noContent);
    }

    private void delete(Request r, Image image) {
        try {
            images.delete(r.caller(), image);
        } catch (Fault.NotFound e) { // somebody was faster
            throw new Fault.NotFound(MISSING.formatted(image.id()));
        }
    }
}
