package stratus.cinder.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
    volatile CountDownLatch gate = new CountDownLatch(0);

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
        pass();
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

    /** Whoever fetches waits while the gate is closed. */
    private void pass() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An active image of this name. */
    ImageId image(String name) {
        var id = new ImageId(UUID.randomUUID());
        all.put(id, new Image(id, name, "active", 5, 1, 0, "raw", "bare", "abc", Map.of("os_type", "linux")));
        return id;
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
