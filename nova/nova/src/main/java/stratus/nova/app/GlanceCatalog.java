package stratus.nova.app;

import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** Images of Glance, as the caller may see them. */
public record GlanceCatalog(ImageClient client) implements ImageCatalog {
    @Override
    public Image find(Caller caller, ImageId id) {
        var image = client.show(caller, id);
        long size = image.size() == null ? 0 : image.size();
        return new Image(id, image.status(), size, image.minDisk(), image.minRam(), image.properties());
    }
}
