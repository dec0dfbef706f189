package stratus.nova.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern IMAGE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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
        synchronized (turn(image.id())) {
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

    /**
     * Removes the images that are not among {@code bases} and were last asked for longer ago than {@code age}, and what
     * came of images when this host went down.
     */
    void expire(Set<Path> bases, Duration age) {
        var before = FileTime.from(clock.instant().minus(age));
        for (var name : held()) {
            var file = folder.resolve(name);
            synchronized (turn(ImageId.parse(name))) {
                try {
                    Files.deleteIfExists(part(file));
                    if (Files.exists(file) && !bases.contains(file)) {
                        expire(file, before);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void expire(Path file, FileTime before) throws IOException {
        if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
            Files.delete(file);
            log.log(Level.INFO, "image {0} is not used any more: removed", file.getFileName());
        }
    }

    /** Whatever else lies in the folder was put there by another. */
    private Set<String> held() {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.part$", ""))
                    .filter(name -> IMAGE.matcher(name).matches())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object turn(ImageId id) {
        return turns.computeIfAbsent(id, _ -> new Object());
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** On the disk before it has its name: nobody looks at its bytes again, and guests rely on them. */
    private void download(Caller caller, Image image, Path file) {
        var part = part(file);
        try {
            Files.createDirectories(folder);
            images.download(caller, image.id(), part);
            try (var written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            part.toFile().delete();
        }
    }
}
