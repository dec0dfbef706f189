package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stratus.glance.domain.PendingBits;
import stratus.glance.registry.Images;
import stratus.glance.registry.PendingStore;
import stratus.glance.store.Store;
import stratus.glance.store.StoreException;

/** Removes the bits at places that were given up, and then says so. Whoever does it a second time does no harm. */
public final class Leftovers {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final PendingStore places;
    private final Images images;
    private final Stores stores;
    private final Staging staging;

    public Leftovers(PendingStore places, Images images, Stores stores, Staging staging) {
        this.places = places;
        this.images = images;
        this.stores = stores;
        this.staging = staging;
    }

    /** The stores that this process can remove bits from. */
    List<String> reachable() {
        var all = new ArrayList<>(stores.writable());
        all.add(staging.name());
        return all;
    }

    /** Only what this process gave up, or took over. Where the store fails, whoever has the lease next tries again. */
    public void remove(PendingBits place) {
        try {
            if (clear(place)) {
                places.remove(place.id());
            }
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "bits at " + place.url() + " are removed again later", e);
        }
    }

    /** Whether nothing is there any more. */
    boolean clear(PendingBits place) {
        try {
            return !place.somewhere() || cleared(place);
        } catch (IOException | RuntimeException e) {
            log.log(Level.WARNING, "bits at " + place.url() + " stay until later", e);
            return false;
        }
    }

    private boolean cleared(PendingBits place) throws IOException {
        var store = store(place.store());
        if (store.isPresent() && !images.owns(place.imageId(), store.get().moved(place.url()))) {
            delete(store.get(), place.url());
        }
        return store.isPresent();
    }

    private static void delete(Store store, String url) throws IOException {
        try {
            store.delete(url);
        } catch (StoreException.Missing e) {
            log.log(Level.DEBUG, "no bits to be removed", e);
        }
    }

    private Optional<Store> store(String name) {
        return name.equals(staging.name())
                ? Optional.of(staging.files())
                : stores.find(name)
                        .filter(backend -> !backend.info().readOnly())
                        .map(Backend::store);
    }
}
