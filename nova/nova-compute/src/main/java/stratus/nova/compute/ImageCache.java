package stratus.nova.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import stratus.nova.compute.Images.Image;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/**
 * The images that this host has, whole and verified; one download for all who want the same. A file's time of change is
 * when its image was last asked for.
 */
final class ImageCache {
    private static final System.Logger log = System.getLogger("nova-compute");

    private static final String PART = ".part";

    private final Images images;
    private final Path folder;
    private final InstantSource clock;
    private final Map<ImageId, Object> turns = new ConcurrentHashMap<>();

    ImageCache(Images images, Path folder, InstantSource clock) {
        this.images = images;
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
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
            boolean here = Files.exists(file);
            if (!here) {
                download(caller, image, file);
            }
            used(file);
            return new Cached(file, image, here);
        }
    }

    private void used(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the images that are not among {@code bases} and were last asked for longer ago than {@code age}. */
    void expire(Set<Path> bases, Duration age) {
        var before = FileTime.from(clock.instant().minus(age));
        for (var id : held()) {
            var file = folder.resolve(id.text());
            synchronized (turns.computeIfAbsent(id, _ -> new Object())) {
                if (!bases.contains(file)) {
                    expire(file, before);
                }
            }
        }
    }

    private static void expire(Path file, FileTime before) {
        try {
            if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
                Files.delete(file);
                log.log(Level.INFO, "image {0} is not used any more: removed", file.getFileName());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ImageId> held() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(PART))
                    .map(ImageId::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void download(Caller caller, Image image, Path file) {
        var part = folder.resolve(image.id().text() + PART);
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
