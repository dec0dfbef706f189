package stratus.glance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Backend;
import stratus.glance.app.Stores;
import stratus.glance.domain.StoreInfo;
import stratus.glance.store.FileStore;
import stratus.glance.store.HttpStore;
import stratus.glance.store.Web;
import stratus.oslo.config.ConfigException;

/** Opens the stores that the operator named. */
final class StoreRoom {
    private StoreRoom() {}

    static Stores open(GlanceConfig config, Web web) {
        var backends = new ArrayList<Backend>();
        var folders = new HashSet<Path>();
        var ids = new HashSet<String>();
        for (var store : config.stores()) {
            if (!ids.add(store.id())) {
                throw new ConfigException("[glance.store.%s] There are two of that name.".formatted(store.id()));
            }
            var backend = store.type().equals("http") ? web(store, web) : file(store, folder(config, store));
            if (backend.store() instanceof FileStore files && !folders.add(files.folder())) {
                throw refused(store, files.folder(), "another store is there", null);
            }
            backends.add(backend);
        }
        if (backends.isEmpty()) {
            throw new ConfigException("[glance] There is no store.");
        }
        return new Stores(List.copyOf(backends), config.stores().getFirst().id());
    }

    private static Path folder(GlanceConfig config, StoreConfig store) {
        return store.path() == null ? config.images().resolve(store.id()) : store.path();
    }

    private static ConfigException refused(StoreConfig store, Path path, String why, @Nullable Exception e) {
        return new ConfigException("[glance.store.%s] path = %s: %s.".formatted(store.id(), path, why), e);
    }

    private static FileStore files(StoreConfig store, Path folder) {
        try {
            return new FileStore(folder);
        } catch (IOException e) {
            throw refused(store, folder, "it is no folder, and none can be made there", e);
        }
    }

    private static Backend file(StoreConfig store, Path folder) {
        var files = files(store, folder);
        Map<String, Object> properties =
                Map.of("data_dir", files.folder().toString(), "chunk_size", 65536, "thin_provisioning", false);
        return new Backend(info(store, store.readOnly(), properties), files);
    }

    private static Backend web(StoreConfig store, Web web) {
        return new Backend(info(store, true, Map.of()), new HttpStore(web));
    }

    private static StoreInfo info(StoreConfig store, boolean readOnly, Map<String, Object> properties) {
        return new StoreInfo(store.id(), store.type(), store.description(), store.weight(), readOnly, properties);
    }
}
