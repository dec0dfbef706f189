package stratus.glance.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Location;
import stratus.glance.domain.StoreInfo;
import stratus.oslo.base.Fault;

/** The stores there are, in the operator's order; one of them is the default. */
public final class Stores {
    private static final String WEB = "http";

    private final Map<String, Backend> all = new LinkedHashMap<>();
    private final String standard;

    public Stores(List<Backend> all, String standard) {
        all.forEach(backend -> this.all.put(backend.id(), backend));
        this.standard = standard;
        if (!this.all.containsKey(standard)) {
            throw new IllegalArgumentException("There is no store %s to be the default.".formatted(standard));
        }
    }

    public String standard() {
        return standard;
    }

    public List<StoreInfo> infos() {
        return all.values().stream().map(Backend::info).toList();
    }

    public List<String> ids() {
        return List.copyOf(all.keySet());
    }

    /** Those that images can be put into. */
    public List<String> writable() {
        return all.values().stream()
                .filter(backend -> !backend.info().readOnly())
                .map(Backend::id)
                .toList();
    }

    public boolean has(String id) {
        return all.containsKey(id);
    }

    Optional<Backend> find(@Nullable String id) {
        return Optional.ofNullable(id).map(all::get);
    }

    /** One that images can be put into. */
    Backend writable(String id) {
        var backend = find(id).orElseThrow(() -> new Fault.Invalid("Store for identifier %s not found".formatted(id)));
        if (backend.info().readOnly()) {
            throw new Fault.Gone("Error in store configuration. Adding images to store is disabled.");
        }
        return backend;
    }

    public static String unknown(String id) {
        return "Unknown scheme '%s' found in URI".formatted(id);
    }

    /** The store whose addresses look like this one; null for none. */
    @Nullable String of(String url) {
        return url.startsWith("http://") || url.startsWith("https://")
                ? all.values().stream()
                        .map(Backend::info)
                        .filter(info -> info.type().equals(WEB))
                        .map(StoreInfo::id)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** The order that they are asked in: preferred stores first, then by weight. */
    public List<Location> sorted(List<Location> locations, List<String> preferred) {
        var sorted = new ArrayList<>(locations);
        sorted.sort(Comparator.comparing((Location l) -> !preferred.contains(String.valueOf(l.store())))
                .thenComparing(l -> -find(l.store()).map(b -> b.info().weight()).orElse(0)));
        return sorted;
    }
}
