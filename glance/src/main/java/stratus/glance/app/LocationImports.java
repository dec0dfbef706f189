package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.Task;
import stratus.glance.domain.Validation;
import stratus.glance.registry.Images;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Images whose bits are, and stay, at an address that a client names; they are read once, to be hashed. */
public final class LocationImports {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Locations locations;
    private final Downloads downloads;
    private final ImageTasks tasks;

    public LocationImports(Images images, Locations locations, Downloads downloads, ImageTasks tasks) {
        this.images = images;
        this.locations = locations;
        this.downloads = downloads;
        this.tasks = tasks;
    }

    /** Whether there is a store for the address. */
    public boolean readable(String url) {
        return locations.onTheWeb(url);
    }

    /** Begins, and returns. */
    public Task start(Caller caller, Image image, String url, Validation said) {
        requireQueued(image);
        var input = new LinkedHashMap<String, Object>();
        input.put("image_id", image.id());
        input.put("loc_url", url);
        input.put(
                "validation_data",
                said.hash() == null
                        ? Map.of()
                        : Map.of("os_hash_algo", String.valueOf(said.algorithm()), "os_hash_value", said.hash()));
        return tasks.start(
                caller,
                image,
                new ImageTasks.Work(
                        "location_import",
                        input,
                        PendingBits.nowhere(image.id()),
                        (now, _) -> now,
                        (_, _) -> run(caller, image, url, said),
                        LocationImports::end));
    }

    public static void requireQueued(Image image) {
        if (!image.is("queued")) {
            throw new Fault.Conflict(
                    "It's not allowed to add locations if image status is %s.".formatted(image.status()));
        }
    }

    private @Nullable String run(Caller caller, Image image, String url, Validation said) {
        try {
            add(caller, image, url, said);
            return null;
        } catch (IOException | RuntimeException e) {
            log.log(
                    ImageTasks.interrupted() ? Level.DEBUG : Level.WARNING,
                    "the location of image " + image.id() + " is not added",
                    e);
            return ImportSteps.reason(e);
        }
    }

    private static Image end(Image image, boolean failed) {
        return failed && image.is("importing") ? image.requeued() : image;
    }

    private void add(Caller caller, Image image, String url, Validation said) throws IOException {
        var found = locations.find(new Location(url, Map.of()));
        boolean hashed = locations.rules().hashed();
        boolean checked = hashed && said.hash() != null;
        boolean owned = images.advance(
                caller,
                image,
                "queued",
                now -> LocationChange.settle(
                                now.withLocations(List.of(found.location())),
                                found.size(),
                                hashed ? Validation.none() : said)
                        .withStatus(checked ? "importing" : "active"));
        if (!owned) {
            throw new Fault.Gone("Image %s is not there any more.".formatted(image.id()));
        }
        if (checked) {
            verify(caller, image, said);
        } else if (hashed) {
            hash(caller, image, Bits.ALGORITHM);
        }
    }

    private void verify(Caller caller, Image image, Validation said) throws IOException {
        var hashes = read(images.now(image), String.valueOf(said.algorithm()));
        if (!hashes.hash().equals(said.hash())) {
            throw new Fault.Invalid("os_hash_value: (%s) not matched with actual os_hash_value: (%s)"
                    .formatted(said.hash(), hashes.hash()));
        }
        images.advance(caller, image, "importing", now -> hashed(now, hashes).withStatus("active"));
    }

    /** The image is in use already; where it cannot be read it has no hash. */
    private void hash(Caller caller, Image image, String algorithm) throws IOException {
        try {
            var hashes = read(images.now(image), algorithm);
            images.touch(caller, image, now -> hashed(now, hashes));
        } catch (IOException | Fault e) {
            if (ImageTasks.interrupted()) {
                throw e;
            }
            log.log(Level.WARNING, "Hash calculation failed for image " + image.id() + " data", e);
        }
    }

    private static Image hashed(Image image, Hashes hashes) {
        return image.with(image.data().withChecksum(hashes.md5()).withHash(hashes.algorithm(), hashes.hash()));
    }

    private record Hashes(String md5, String algorithm, String hash) {}

    private Hashes read(Image image, String algorithm) throws IOException {
        for (int left = locations.rules().tries(); ; left--) {
            try (var data = downloads
                    .open(image, 0, List.of())
                    .orElseThrow(() -> new Fault.NotFound("There is no data at the location."))) {
                return hashes(data, algorithm);
            } catch (IOException | Fault.Unavailable e) {
                if (left <= 1 || ImageTasks.interrupted()) {
                    throw e;
                }
                log.log(Level.INFO, "image {0} is read again: {1}", image.id(), e.getMessage());
            }
        }
    }

    private static Hashes hashes(InputStream data, String algorithm) throws IOException {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            var other = MessageDigest.getInstance(Validation.java(algorithm));
            var buffer = new byte[1 << 16];
            for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
                md5.update(buffer, 0, n);
                other.update(buffer, 0, n);
            }
            var hex = HexFormat.of();
            return new Hashes(hex.formatHex(md5.digest()), algorithm, hex.formatHex(other.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
