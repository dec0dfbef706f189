package stratus.cinder.app;

import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** Images as Glance knows them. */
public final class GlanceImages implements Images {
    private final ImageClient glance;

    public GlanceImages(ImageClient glance) {
        this.glance = glance;
    }

    @Override
    public Image show(Caller caller, ImageId id) {
        var image = glance.show(caller, id);
        var size = image.size();
        return new Image(
                id,
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
