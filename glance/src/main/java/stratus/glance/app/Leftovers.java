package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import stratus.glance.domain.Location;
import stratus.glance.store.ImageStore;
import stratus.glance.store.Store;

/**
 * Removes bits that no image owns, and never those that one does or that are on their way to one.
 *
 * <p>An image owns bits from the commit that names their place until the commit that does not any more. So whoever writes
 * claims the place first and lets go after its commit; whoever removes looks, with the place claimed, whether it has an
 * owner.
 */
public final class Leftovers {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final ImageStore images;
    private final Stores stores;
    private final Claims claims = new Claims();

    public Leftovers(ImageStore images, Stores stores) {
        this.images = images;
        this.stores = stores;
    }

    Claims claims() {
        return claims;
    }

    /** Removes the bits at a place that an image gave up. Where the store fails, the next sweep does it. */
    void drop(Location location) {
        stores.find(location.store()).ifPresent(backend -> {
            try {
                drop(backend.store(), location.url());
            } catch (IOException e) {
                log.log(Level.WARNING, "bits at " + location.url() + " stay until the next start", e);
            }
        });
    }

    private void drop(Store store, String url) throws IOException {
        if (!claims.remove(url)) {
            return;
        }
        try {
            if (!images.owned(url)) {
                store.delete(url);
            }
        } finally {
            claims.release(url);
        }
    }

    /** Everything that a crash left; a store that fails is left for the next time. Images may come and go meanwhile. */
    public void sweep() {
        for (var backend : stores.backends()) {
            try {
                sweep(backend);
            } catch (IOException | RuntimeException e) {
                log.log(Level.WARNING, "store " + backend.id() + " could not be swept", e);
            }
        }
    }

    private void sweep(Backend backend) throws IOException {
        if (backend.info().readOnly()) {
            return;
        }
        backend.store().tidy();
        for (var url : backend.store().urls()) {
            if (!images.owned(url)) {
                log.log(Level.INFO, "no image owns {0}: removed", url);
                drop(backend.store(), url);
            }
        }
    }
}
