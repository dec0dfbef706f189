package stratus.glance.app;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;
import stratus.glance.domain.ImportOrder;
import stratus.glance.store.FileStore;
import stratus.glance.store.Store;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** TestProcesses of one cloud, with a clock of their own; each has two stores, {@code one} and {@code other}. */
final class TestProcesses {
    static final int SIZE = 600_000;
    static final ImportOrder TO_BOTH =
            new ImportOrder(new ImportOrder.Staged(), List.of("one", "other"), false, true, request("glance-direct"));
    static final ImportOrder TO_SOME =
            new ImportOrder(new ImportOrder.Staged(), List.of("one", "other"), false, false, request("glance-direct"));
    static final ImportOrder COPY =
            new ImportOrder(new ImportOrder.OwnStore(), List.of("other"), false, true, request("copy-image"));

    private final Path folder;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    TestProcesses(Path folder) {
        this.folder = folder;
    }

    /** With how many effects there are from one end to the next: the slower database sees some of them. */
    static List<Arguments> databases() {
        return List.of(arguments(BothDatabases.sqlite("glance"), 1), arguments(BothDatabases.postgres("glance"), 5));
    }

    private static Map<String, Object> request(String method) {
        return Map.of("method", Map.of("name", method));
    }

    static InputStream bytes() {
        return new ByteArrayInputStream(new byte[SIZE]);
    }

    /** @param name its name among those that share the database: of the same name it is a process' next life */
    Parts start(String name, Db db, UnaryOperator<Store> each) throws IOException {
        var stores = new LinkedHashMap<String, Store>();
        for (var store : List.of("one", "other")) {
            stores.put(store, each.apply(new FileStore(folder.resolve(store))));
        }
        InstantSource clock = () -> now;
        return new Parts(db, folder, stores, name, clock);
    }

    /** Lets so much time pass that no process has a lease any more. */
    void outliveLease() {
        now = now.plus(Parts.LEASE).plusSeconds(1);
    }
}
