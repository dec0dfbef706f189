package stratus.glance.app;

import java.io.IOException;
import java.util.List;
import stratus.glance.domain.Location;
import stratus.glance.domain.LocationRules;
import stratus.oslo.base.Fault;

/** Places of bits that clients name themselves. */
public final class Locations {
    private final Stores stores;
    private final LocationRules rules;

    public Locations(Stores stores, LocationRules rules) {
        this.stores = stores;
        this.rules = rules;
    }

    public LocationRules rules() {
        return rules;
    }

    /** A place that was looked at, and how many bytes are there. */
    public record Found(Location location, long size) {}

    /** Only places that are on the web, that a store can read, and where something is. */
    public Found find(Location wanted) {
        var store = stores.of(wanted.url());
        var backend = stores.find(store).orElseThrow(Locations::invalid);
        try {
            long size = backend.store().size(wanted.url());
            if (size <= 0) {
                throw invalid();
            }
            return new Found(wanted.found(backend.id()), size);
        } catch (IOException e) {
            throw invalid();
        }
    }

    private static Fault invalid() {
        return new Fault.Invalid("Invalid location");
    }

    /** Whether any store reads what is on the web. */
    public boolean onTheWeb(String url) {
        return stores.of(url) != null;
    }

    /** The address that is best read from; empty for none. */
    public List<Location> sorted(List<Location> locations) {
        return stores.sorted(locations, List.of());
    }
}
