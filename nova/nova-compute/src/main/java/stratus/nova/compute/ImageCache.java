package stratus.nova.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import stratus.nova.compute.Images.Image;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** The images that this host has, whole and verified; one download for all who want the same. */
final class ImageCache {
    private final Images images;
    private final Path folder;
    private final Map<ImageId, Object> turns = new ConcurrentHashMap<>();

    ImageCache(Images images, Path folder) {
        this.images = images;
        this.folder = folder;
    }

    /** @param cached whether it was here before */
    record Cached(Path file, Image image, boolean cached) {}

    /** Glance is asked each time whether the caller may have it. */
    Image ask(Caller caller, ImageId id) {
        var image = images.show(caller, id);
        if (!image.status().equals("active")) {
            throw new Fault.Invalid("Image %s is not active.".formatted(id.text()));
        }
        return image;
    }

    /** Its bytes come once. */
    Cached fetch(Caller caller, Image image) {
        var file = folder.resolve(image.id().text());
        synchronized (turns.computeIfAbsent(image.id(), _ -> new Object())) {
            if (Files.exists(file)) {
                return new Cached(file, image, true);
            }
            download(caller, image, file);
            return new Cached(file, image, false);
        }
    }

    private void download(Caller caller, Image image, Path file) {
        var part = folder.resolve(image.id().text() + ".part");
        try {
            Files.createDirectories(folder);
            images.download(caller, image.id(), part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            part.toFile().delete();
        }
    }
}
