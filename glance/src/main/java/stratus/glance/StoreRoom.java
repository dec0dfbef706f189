package stratus.glance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import stratus.glance.app.Backend;
import stratus.glance.app.Stores;
import stratus.glance.domain.StoreInfo;
import stratus.glance.store.FileStore;
import stratus.glance.store.HttpStore;
import stratus.glance.store.Web;

/** Opens the stores that the operator named. */
final class StoreRoom {
    private StoreRoom() {}

    static Stores open(GlanceConfig config, Web web) throws IOException {
        var backends = new ArrayList<Backend>();
        var folders = new HashSet<Path>();
        var ids = new HashSet<String>();
        for (var store : config.stores()) {
            var backend = store.type().equals("http") ? web(store, web) : file(store, folder(config, store));
            if (!ids.add(store.id()) || backend.store() instanceof FileStore files && !folders.add(files.folder())) {
                throw new IllegalArgumentException(
                        "Two stores have the name or the folder of %s.".formatted(store.id()));
            }
            backends.add(backend);
        }
        if (backends.isEmpty()) {
            throw new IllegalArgumentException("There is no store.");
        }
        return new Stores(List.copyOf(backends), config.stores().getFirst().id());
    }

    private static Path folder(GlanceConfig config, StoreConfig store) {
        return store.path() == null ? config.images().resolve(store.id()) : store.path();
    }

    private static Backend file(StoreConfig store, Path folder) throws IOException {
        var files = new FileStore(folder);
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
