package stratus.cinder.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import stratus.cinder.app.Images;
import stratus.cinder.volume.VolumeAgent;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** Images in memory, and what was sent to each. */
final class TestImages implements Images, VolumeAgent.Images {
    final Map<ImageId, Image> all = new ConcurrentHashMap<>();
    final Map<ImageId, Long> sent = new ConcurrentHashMap<>();
    volatile boolean refusing;

    @Override
    public Image show(Caller caller, ImageId id) {
        var image = all.get(id);
        if (image == null) {
            throw new Fault.NotFound("Image", id.text());
        }
        return image;
    }

    @Override
    public Image create(Caller caller, Map<String, Object> fields) {
        var image = new Image(
                new ImageId(UUID.randomUUID()),
                String.valueOf(fields.get("name")),
                "queued",
                0,
                0,
                0,
                String.valueOf(fields.get("disk_format")),
                String.valueOf(fields.get("container_format")),
                null,
                Map.of());
        all.put(image.id(), image);
        return image;
    }

    @Override
    public void discard(Caller caller, ImageId image) {
        all.remove(image);
    }

    @Override
    public String fetch(Caller caller, ImageId image, Path into) {
        if (refusing) {
            throw new Fault.OverQuota("The storage backend is full.");
        }
        try {
            Files.writeString(into, "image");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "raw";
    }

    @Override
    public void send(Caller caller, ImageId image, Path from) {
        if (refusing) {
            throw new Fault.Conflict("The image is gone.");
        }
        try {
            sent.put(image, Files.size(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
