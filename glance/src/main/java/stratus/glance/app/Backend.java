package stratus.glance.app;

import stratus.glance.domain.StoreInfo;
import stratus.glance.store.Store;

/** A store, and what is said of it. */
public record Backend(StoreInfo info, Store store) {
    public String id() {
        return info.id();
    }
}
