package stratus.nova.compute;

import java.nio.file.Path;
import java.util.Map;
import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/** Images of Glance. */
public record GlanceImages(ImageClient client) implements Images {
    @Override
    public Image show(Caller caller, ImageId id) {
        var image = client.show(caller, id);
        var format = image.diskFormat() == null ? "raw" : image.diskFormat();
        return new Image(id, image.status(), format);
    }

    @Override
    public void upload(Caller caller, ImageId id, String format, Path from) {
        if (!client.show(caller, id).status().equals("active")) {
            client.update(caller, id, Map.of("disk_format", format, "container_format", "bare"));
            client.upload(caller, id, from);
        }
    }

    @Override
    public void download(Caller caller, ImageId id, Path to) {
        client.download(caller, id, to);
    }
}
