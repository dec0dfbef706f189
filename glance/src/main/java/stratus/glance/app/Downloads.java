package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.store.StoreException;
import stratus.oslo.base.Fault;

/** The bits of images as they leave: from the first of their stores that has them and works. */
public final class Downloads {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Stores stores;
    private final @Nullable ImageCache cache;

    /** @param cache null for none */
    public Downloads(Stores stores, @Nullable ImageCache cache) {
        this.stores = stores;
        this.cache = cache;
    }

    /** Bits that are on their way to a reader, and whether they come from a disk of ours. */
    private record Opened(InputStream data, boolean near) {}

    /**
     * All of the bits: from the cache if they are there, and into it where they come from afar. An image that is
     * deactivated is never read from the cache.
     */
    public Optional<InputStream> whole(Image image, List<String> preferred) {
        if (cache == null || !image.is("active")) {
            return open(image, 0, preferred);
        }
        var cached = cache.open(image.id());
        return cached.isPresent()
                ? cached
                : from(image, 0, preferred).map(o -> o.near() ? o.data() : cache.tee(image, o.data()));
    }

    /** All of them from a store, whatever is in the cache. */
    Optional<InputStream> far(Image image) {
        return open(image, 0, List.of());
    }

    /**
     * The bits from {@code offset} on; nothing where there are none.
     *
     * @param preferred stores to be asked before the others
     * @throws Fault.Unavailable if a store that may have them does not work, and no other has them
     */
    public Optional<InputStream> open(Image image, long offset, List<String> preferred) {
        return from(image, offset, preferred).map(Opened::data);
    }

    private Optional<Opened> from(Image image, long offset, List<String> preferred) {
        IOException broken = null;
        for (var location : stores.sorted(image.locations(), preferred)) {
            try {
                var backend = stores.find(location.store());
                if (backend.isEmpty()) {
                    throw new IOException("Store %s is not configured.".formatted(location.store()));
                }
                var data = backend.get().store().open(location.url(), offset);
                return Optional.of(new Opened(data, backend.get().info().type().equals("file")));
            } catch (StoreException.Missing e) {
                log.log(Level.WARNING, "bits of image " + image.id() + " are not where they should be", e);
            } catch (IOException e) {
                log.log(Level.WARNING, "a store of image " + image.id() + " does not work", e);
                broken = e;
            }
        }
        if (broken != null) {
            throw new Fault.Unavailable("image storage", broken);
        }
        return Optional.empty();
    }
}
