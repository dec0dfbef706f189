package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.store.Store;

/** Bits that are copied as they are read; a copy that is not whole, or not right, is none. */
final class CachingStream extends WatchedStream {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Image image;
    private final ImageCache cache;
    private final MessageDigest md5 = Intake.digest("MD5");
    private Store.@Nullable Upload copy;
    private long size;

    CachingStream(InputStream data, Store.Upload copy, Image image, ImageCache cache) {
        super(data);
        this.copy = copy;
        this.image = image;
        this.cache = cache;
    }

    /** Where the copy fails the reader does not notice. */
    @Override
    void passed(byte[] bytes, int from, int n) {
        if (copy == null) {
            return;
        }
        try {
            copy.out().write(bytes, from, n);
            md5.update(bytes, from, n);
            size += n;
        } catch (IOException e) {
            log.log(Level.WARNING, "image " + image.id() + " is not cached", e);
            giveUp();
        }
    }

    private void giveUp() {
        var given = copy;
        copy = null;
        try {
            if (given != null) {
                given.close();
            }
        } catch (IOException e) {
            log.log(Level.WARNING, "what was cached of image " + image.id() + " stays until the next start", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
            finish();
        } finally {
            giveUp();
            cache.ended(image);
        }
    }

    private void finish() {
        if (copy == null || image.size() == null || size != image.size()) {
            return;
        }
        var sum = HexFormat.of().formatHex(md5.digest());
        var expected = image.data().checksum();
        if (expected != null && !expected.equals(sum)) {
            log.log(Level.WARNING, "Checksum verification failed. Aborted caching of image ''{0}''.", image.id());
            return;
        }
        try {
            copy.finish();
            cache.arrived(image, size);
        } catch (IOException e) {
            log.log(Level.WARNING, "image " + image.id() + " is not cached", e);
        }
    }
}
