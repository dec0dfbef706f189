package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import stratus.glance.domain.Image;
import stratus.glance.store.StoreException;
import stratus.oslo.base.Fault;

/** The bits of images as they leave: from the first of their stores that has them and works. */
public final class Downloads {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Stores stores;

    public Downloads(Stores stores) {
        this.stores = stores;
    }

    /**
     * The bits from {@code offset} on; nothing where there are none.
     *
     * @param preferred stores to be asked before the others
     * @throws Fault.Unavailable if a store that may have them does not work, and no other has them
     */
    public Optional<InputStream> open(Image image, long offset, List<String> preferred) {
        IOException broken = null;
        for (var location : stores.sorted(image.locations(), preferred)) {
            try {
                var backend = stores.find(location.store());
                if (backend.isEmpty()) {
                    throw new IOException("Store %s is not configured.".formatted(location.store()));
                }
                return Optional.of(backend.get().store().open(location.url(), offset));
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
