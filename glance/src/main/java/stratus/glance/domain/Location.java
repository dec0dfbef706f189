package stratus.glance.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place where the bits of an image are.
 *
 * @param metadata what is said of it; {@code store} names which of ours it is in
 */
public record Location(String url, Map<String, Object> metadata) {
    public static Location in(String store, String url) {
        return new Location(url, Map.of("store", store));
    }

    /** The name of the store; null where it is none of ours. */
    public @Nullable String store() {
        return metadata.get("store") instanceof String store ? store : null;
    }

    /** Bits on the web are others'; none of ours goes there. */
    public boolean onTheWeb() {
        return url.startsWith("http://") || url.startsWith("https://");
    }

    public boolean isIn(String store) {
        return store.equals(store());
    }

    /** The same place, known to be in a store. */
    public Location found(String store) {
        var all = new LinkedHashMap<>(metadata);
        all.put("store", store);
        return new Location(url, Map.copyOf(all));
    }
}
