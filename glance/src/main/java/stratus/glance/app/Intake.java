package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFormats;
import stratus.glance.store.Store;
import stratus.glance.store.StoreException;
import stratus.glance.store.WebException;
import stratus.oslo.base.Fault;
import stratus.oslo.base.NativePool;
import stratus.oslo.base.OwnThread;

/** Brings bits into stores, and looks at them as they pass. */
public final class Intake {
    private static final int CHUNK = 1 << 17;

    private final NativePool hashing;
    private final ImageFormats formats;
    private final Buffers buffers = Buffers.usual();

    public Intake(NativePool hashing, ImageFormats formats) {
        this.hashing = hashing;
        this.formats = formats;
    }

    /** @param length what was promised; -1 for no promise */
    Bits land(Image image, Store store, String url, InputStream data, long length) throws IOException {
        try (var upload = store.upload(url)) {
            var out = upload.out();
            var bits = OwnThread.call("glance-intake", () -> copy(image, data, out, length));
            upload.finish();
            return bits;
        }
    }

    private Bits copy(Image image, InputStream data, OutputStream out, long length) throws IOException {
        var inspection = new Inspection(image, formats);
        try (var digests = new Digests(hashing, buffers)) {
            long size = 0;
            for (var buffer = digests.buffer(); ; buffer = digests.buffer()) {
                int n = read(data, buffer);
                if (n == 0) {
                    break;
                }
                digests.eat(buffer, n);
                inspection.eat(buffer, n);
                out.write(buffer, 0, n);
                size += n;
                if (length >= 0 && size > length) {
                    throw unlike("Size exceeds", length, size);
                }
            }
            requireAll(length, size);
            return new Bits(size, digests.md5(), digests.sha512(), inspection.finish());
        }
    }

    private static void requireAll(long length, long size) {
        if (length >= 0 && size < length) {
            throw unlike("Size mismatch", length, size);
        }
    }

    /** How many bytes there were. */
    static long transfer(InputStream data, OutputStream out) throws IOException {
        return OwnThread.call("glance-intake", () -> copied(data, out));
    }

    private static long copied(InputStream data, OutputStream out) throws IOException {
        long size = 0;
        var buffer = new byte[CHUNK];
        for (int n = read(data, buffer); n > 0; n = read(data, buffer)) {
            out.write(buffer, 0, n);
            size += n;
        }
        return size;
    }

    private static int read(InputStream data, byte[] buffer) {
        try {
            return data.readNBytes(buffer, 0, buffer.length);
        } catch (WebException e) {
            throw new Fault.Invalid(e.getMessage());
        } catch (Fault e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw cutOff();
        }
    }

    private static Fault unlike(String how, long promised, long came) {
        return new Fault.Invalid("%s: expected %d bytes, got %d bytes".formatted(how, promised, came));
    }

    /** A client that is cut off while it sends does not read why. */
    static void drain(InputStream data) {
        try {
            data.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException gone) {
            return;
        }
    }

    static Fault cutOff() {
        return new Fault.Invalid("Error in store: the upload was interrupted before all of the data had come.");
    }

    /** What a store's failure is to whoever sent the bits. */
    static Fault refused(IOException e) {
        return switch (e) {
            case StoreException.Full full ->
                new Fault.TooLarge("Image storage media is full: %s".formatted(full.getMessage()));
            case StoreException.ReadOnly _ ->
                new Fault.Gone("Error in store configuration. Adding images to store is disabled.");
            default -> new Fault.Unavailable("image storage", e);
        };
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
