package stratus.cinder.app;

import java.util.Map;
import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** Images as Glance knows them. */
public final class GlanceImages implements Images {
    private final ImageClient glance;
    private final ImageClient service;

    /** {@code service} speaks with an administrator's own token: for what is cleaned up later. */
    public GlanceImages(ImageClient glance, ImageClient service) {
        this.glance = glance;
        this.service = service;
    }

    @Override
    public Image show(Caller caller, ImageId id) {
        return image(glance.show(caller, id));
    }

    @Override
    public Image create(Caller caller, Map<String, Object> fields) {
        return image(glance.create(caller, fields));
    }

    @Override
    public void discard(Caller caller, ImageId id) {
        service.delete(caller, id);
    }

    private static Image image(stratus.clients.glance.Image image) {
        var size = image.size();
        return new Image(
                image.id(),
                image.name(),
                image.status(),
                size == null ? 0 : size,
                image.minDisk(),
                image.minRam(),
                image.diskFormat(),
                image.containerFormat(),
                image.checksum(),
                image.properties());
    }
}
