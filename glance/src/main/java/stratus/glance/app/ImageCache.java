package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import stratus.glance.domain.CachedImage;
import stratus.glance.domain.Image;
import stratus.glance.store.CacheStore;
import stratus.glance.store.FileStore;
import stratus.glance.store.StoreException;

/** Copies of bits that are far away, as many as fit; those that were read the longest ago go first. */
public final class ImageCache {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final FileStore files;
    private final CacheStore rows;
    private final long most;
    private final InstantSource clock;
    private final Set<String> coming = ConcurrentHashMap.newKeySet();

    /** @param most bytes that there are to be */
    public ImageCache(FileStore files, CacheStore rows, long most, InstantSource clock) {
        this.files = files;
        this.rows = rows;
        this.most = most;
        this.clock = clock;
    }

    /** What a removal took away. */
    public record Pruned(int files, long bytes) {}

    /** After a start: what is there is what is known, and nothing else. */
    public void recover() {
        try {
            var known = new HashSet<String>();
            rows.list().forEach(image -> known.add(image.imageId()));
            known.removeAll(files.retain(known::contains, _ -> false));
            known.forEach(rows::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<CachedImage> list() {
        return rows.list();
    }

    public boolean has(String image) {
        return rows.find(image).isPresent();
    }

    /** The bits, if they are here. */
    Optional<InputStream> open(String image) {
        if (!has(image)) {
            return Optional.empty();
        }
        try {
            var data = files.open(files.url(image), 0);
            rows.hit(image, clock.instant());
            return Optional.of(data);
        } catch (StoreException.Missing e) {
            rows.delete(image);
            return Optional.empty();
        } catch (IOException e) {
            log.log(Level.WARNING, "the cache does not work", e);
            return Optional.empty();
        }
    }

    /** The same bits, which are here too once they were read to their end. */
    InputStream tee(Image image, InputStream data) {
        if (image.size() == null || image.size() > most || has(image.id()) || !coming.add(image.id())) {
            return data;
        }
        try {
            return new CachingStream(data, files.upload(files.url(image.id())), image, this);
        } catch (IOException e) {
            coming.remove(image.id());
            log.log(Level.WARNING, "image " + image.id() + " is not cached", e);
            return data;
        }
    }

    /** They are whole. */
    void arrived(Image image, long size) {
        rows.insert(image.id(), size, clock.instant());
        prune();
    }

    void ended(Image image) {
        coming.remove(image.id());
    }

    public void delete(String image) {
        rows.delete(image);
        try {
            files.delete(files.url(image));
        } catch (IOException e) {
            log.log(Level.WARNING, "cached bits of image " + image + " stay until the next start", e);
        }
    }

    /** All of them; how many there were. */
    public int clear() {
        var all = rows.list();
        all.forEach(image -> delete(image.imageId()));
        return all.size();
    }

    /** Down to what there is to be. */
    public Pruned prune() {
        var all = rows.list();
        long size = all.stream().mapToLong(CachedImage::size).sum();
        int files = 0;
        long bytes = 0;
        for (var image : all) {
            if (size - bytes <= most) {
                break;
            }
            delete(image.imageId());
            files++;
            bytes += image.size();
        }
        return new Pruned(files, bytes);
    }

    /** Removes what broken downloads left. */
    public void clean() {
        try {
            files.retain(_ -> true, coming::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
