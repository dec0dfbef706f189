package stratus.glance.app;

import stratus.glance.domain.Bits;
import stratus.glance.domain.Location;

/** Bits that are in a store for good, and nobody's yet: an image's once {@link #keep} says so, gone otherwise. */
final class Landing implements AutoCloseable {
    private final Bits bits;
    private final Location location;
    private final Leftovers leftovers;
    private boolean kept;

    Landing(Bits bits, Location location, Leftovers leftovers) {
        this.bits = bits;
        this.location = location;
        this.leftovers = leftovers;
    }

    Bits bits() {
        return bits;
    }

    Location location() {
        return location;
    }

    /** After the commit that gave the bits an owner. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        leftovers.claims().release(location.url());
        if (!kept) {
            leftovers.drop(location);
        }
    }
}
