package stratus.nova.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.glance.Image;
import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;

/**
 * Images of Glance, made for the caller.
 *
 * @param service speaks with the service user's own token
 * @param url Glance's, without a version
 */
public record GlanceServerImages(ImageClient user, ImageClient service, String url) implements ServerImages {
    @Override
    public void create(Caller caller, ImageId image, Map<String, Object> fields) {
        user.create(caller, image, fields);
    }

    @Override
    public void complete(Caller caller, ImageId image, Map<String, String> properties) {
        if ("active".equals(status(caller, image))) {
            return;
        }
        var all = new HashMap<String, Object>(properties);
        all.put("disk_format", "raw");
        all.put("container_format", "bare");
        user.update(caller, image, all);
        upload(caller, image);
    }

    private void upload(Caller caller, ImageId image) {
        try {
            var nothing = Files.createTempFile("stratus-", ".image");
            try {
                user.upload(caller, image, nothing);
            } finally {
                Files.delete(nothing);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable String status(Caller caller, ImageId image) {
        try {
            return user.show(caller, image).status();
        } catch (Fault.NotFound gone) {
            return null;
        }
    }

    @Override
    public void delete(Caller caller, ImageId image) {
        service.delete(caller, image);
    }

    @Override
    public List<ImageId> backups(Caller caller, ServerId server, String type) {
        var wanted = Map.of("image_type", "backup", "backup_type", type, "instance_uuid", server.text());
        return service.list(caller, wanted).stream().map(Image::id).toList();
    }

    @Override
    public String url(ImageId image) {
        return url + "/images/" + image.text();
    }
}
