package stratus.glance.store;

import java.io.IOException;

/** What a store can say of a failure; any other {@link IOException} of a store means that it does not work. */
public abstract sealed class StoreException extends IOException {
    private StoreException(String message) {
        super(message);
    }

    /** The bits are not there. */
    public static final class Missing extends StoreException {
        public Missing(String url) {
            super("There is nothing at " + url);
        }
    }

    /** There is no room for more. */
    public static final class Full extends StoreException {
        public Full() {
            super("There is not enough disk space on the image storage media.");
        }
    }

    /** Nothing can be written there. */
    public static final class ReadOnly extends StoreException {
        public ReadOnly() {
            super("Adding images to this store is disabled.");
        }
    }
}
