package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Format;
import stratus.glance.domain.Image;
import stratus.glance.store.ImageStore;
import stratus.glance.store.Store;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.NativePool;

/** The bits of images, coming and going. An image is active only once all its bits are there for good. */
public final class Uploads {
    private static final int CHUNK = 1 << 20;

    private final Images images;
    private final Store store;
    private final NativePool hashing;

    public Uploads(Images images, Store store, NativePool hashing) {
        this.images = images;
        this.store = store;
        this.hashing = hashing;
    }

    /** After a start: nothing is on its way any more. */
    public static void recover(ImageStore images, Store store) throws IOException {
        images.requeue();
        store.sweep(images.withBits());
    }

    /** Takes the bits; {@code length} is what the client promised, -1 for no promise. */
    public void take(Caller caller, Image image, InputStream data, long length) {
        if (image.diskFormat() == null || image.containerFormat() == null) {
            throw new Fault.Invalid("Properties disk_format, container_format must be set prior to saving data.");
        }
        if (!images.advance(caller, image.id(), "queued", "saving", null)) {
            throw new Fault.Conflict(
                    "Image status transition from %s to saving is not allowed".formatted(image.status()));
        }
        save(caller, image, "saving", data, length);
    }

    /** From the status that it is in while the bits come to active; back to queued where they do not. */
    void save(Caller caller, Image image, String from, InputStream data, long length) {
        boolean done = false;
        try (var upload = store.upload(image.id())) {
            var bits = copy(image, data, upload, length);
            upload.finish();
            done = images.advance(caller, image.id(), from, "active", bits);
            if (!done) {
                store.delete(image.id());
                throw new Fault.Gone("Image %s was deleted while its data was being uploaded.".formatted(image.id()));
            }
        } catch (IOException e) {
            drain(data);
            throw refused(e);
        } finally {
            if (!done) {
                images.advance(caller, image.id(), from, "queued", null);
            }
        }
    }

    /** A client that is cut off while it sends does not read why. */
    private static void drain(InputStream data) {
        try {
            data.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException gone) {
            return;
        }
    }

    static Fault refused(IOException e) {
        var why = String.valueOf(e.getMessage());
        if (why.contains("No space left on device") || why.contains("quota exceeded")) {
            return new Fault.TooLarge(
                    "Image storage media is full: There is not enough disk space on the image storage media.");
        }
        return new Fault.Unavailable("image storage", e);
    }

    public InputStream open(Image image, long offset) throws IOException {
        return store.open(image.id(), offset);
    }

    private Bits copy(Image image, InputStream data, Store.Upload upload, long length) throws IOException {
        var md5 = digest("MD5");
        var sha512 = digest("SHA-512");
        var out = upload.out();
        Long virtual = null;
        long size = 0;
        while (true) {
            var chunk = read(data);
            if (size == 0) {
                virtual = Inspection.check(image, Arrays.copyOf(chunk, Math.min(chunk.length, Format.HEAD)));
            }
            if (chunk.length == 0) {
                break;
            }
            hashing.call(() -> {
                md5.update(chunk);
                sha512.update(chunk);
                return chunk.length;
            });
            out.write(chunk);
            size += chunk.length;
        }
        if (length >= 0 && size != length) {
            throw cutOff();
        }
        var hex = HexFormat.of();
        return new Bits(size, hex.formatHex(md5.digest()), hex.formatHex(sha512.digest()), whole(image, virtual, size));
    }

    private static @Nullable Long whole(Image image, @Nullable Long virtual, long size) {
        return "raw".equals(image.diskFormat()) && "bare".equals(image.containerFormat()) ? (Long) size : virtual;
    }

    /** How many bytes there were. */
    static long transfer(InputStream data, OutputStream out) throws IOException {
        long size = 0;
        for (var chunk = read(data); chunk.length > 0; chunk = read(data)) {
            out.write(chunk);
            size += chunk.length;
        }
        return size;
    }

    private static byte[] read(InputStream data) {
        try {
            return data.readNBytes(CHUNK);
        } catch (IOException | RuntimeException e) {
            throw cutOff();
        }
    }

    static Fault cutOff() {
        return new Fault.Invalid("Error in store: the upload was interrupted before all of the data had come.");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
