package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.glance.domain.PendingBits;
import stratus.glance.registry.Images;
import stratus.glance.store.FileStore;
import stratus.glance.store.StoreException;

/** Ends what processes left that are no more: an earlier life of this one, or another whose lease ran out. */
public final class Recovery {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Claims claims;
    private final Leftovers leftovers;
    private final Stores stores;
    private final Queue<PendingBits> left = new ConcurrentLinkedQueue<>();

    public Recovery(Images images, Claims claims, Leftovers leftovers, Stores stores) {
        this.images = images;
        this.claims = claims;
        this.leftovers = leftovers;
        this.stores = stores;
    }

    /** Before the first request: no image waits for an earlier life of this process. Its bits go with {@link #sweep}. */
    public void start() {
        left.addAll(claims.takeOver(true));
        for (var image : images.in(List.of("active", "deactivated"))) {
            if (image.locations().isEmpty()) {
                adopt(image);
            } else {
                move(image);
            }
        }
    }

    /** Again and again: what others left, and what a store did not let go before. */
    public void sweep() {
        left.addAll(claims.takeOver(false));
        for (var place = left.poll(); place != null; place = left.poll()) {
            leftovers.remove(place);
        }
        leftovers.forget();
    }

    /** Images from before there were several stores say nothing of where their bits are. */
    private void adopt(Image image) {
        for (var id : stores.writable()) {
            if (!(stores.writable(id).store() instanceof FileStore store)) {
                continue;
            }
            try {
                var url = store.url(image.id());
                store.size(url);
                images.relocate(image, image.withLocations(List.of(Location.in(id, url))));
                return;
            } catch (StoreException.Missing e) {
                log.log(Level.DEBUG, "image {0} is not in store {1}", image.id(), id);
            } catch (IOException e) {
                log.log(Level.WARNING, "store " + id + " could not be asked for image " + image.id(), e);
            }
        }
    }

    /** A store may be elsewhere than it was. */
    private void move(Image image) {
        var moved = image.locations().stream().map(this::moved).toList();
        if (!moved.equals(image.locations())) {
            images.relocate(image, image.withLocations(moved));
        }
    }

    private Location moved(Location location) {
        return stores.find(location.store())
                .map(backend -> new Location(backend.store().moved(location.url()), location.metadata()))
                .orElse(location);
    }
}
