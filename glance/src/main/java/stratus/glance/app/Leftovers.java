package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import stratus.glance.domain.PendingBits;
import stratus.glance.registry.Images;
import stratus.glance.registry.PendingStore;
import stratus.glance.store.Store;
import stratus.glance.store.StoreException;

/**
 * Removes the bits at places that were given up, and later says so: nobody waits for that commit, and a crash before it
 * has them removed again, which does no harm.
 */
public final class Leftovers {
    private static final System.Logger log = System.getLogger("stratus.glance");

    /** So many at once. */
    private static final int MOST = 1000;

    private final PendingStore places;
    private final Images images;
    private final Stores stores;
    private final Staging staging;
    private final Queue<PendingBits> removed = new ConcurrentLinkedQueue<>();

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
            if (delete(place)) {
                removed.add(place);
            }
        } catch (IOException | RuntimeException e) {
            log.log(Level.WARNING, "bits at " + place.url() + " are removed again later", e);
        }
    }

    /** Whether nothing is there any more, for good. */
    boolean clear(PendingBits place) {
        try {
            boolean cleared = delete(place);
            sync(place.store());
            return cleared;
        } catch (IOException | RuntimeException e) {
            log.log(Level.WARNING, "bits at " + place.url() + " stay until later", e);
            return false;
        }
    }

    /** Says what was removed until now; of a store that does not work, it is removed again later. */
    public void forget() {
        for (var some = some(); !some.isEmpty(); some = some()) {
            some.stream().collect(Collectors.groupingBy(PendingBits::store)).forEach(this::forget);
        }
    }

    private void forget(String store, List<PendingBits> some) {
        try {
            sync(store);
            places.remove(some.stream().map(PendingBits::id).toList());
        } catch (IOException e) {
            log.log(Level.WARNING, "bits in store " + store + " are removed again later", e);
        }
    }

    private List<PendingBits> some() {
        var some = new ArrayList<PendingBits>();
        for (var place = removed.poll(); place != null; place = some.size() < MOST ? removed.poll() : null) {
            some.add(place);
        }
        return some;
    }

    private void sync(String name) throws IOException {
        var store = store(name);
        if (store.isPresent()) {
            store.get().sync();
        }
    }

    /** False where this process cannot. */
    private boolean delete(PendingBits place) throws IOException {
        if (!place.somewhere()) {
            return true;
        }
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
