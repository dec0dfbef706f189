package stratus.glance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.glance.store.CacheStore;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

class ImageStoreTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    static List<Db> databases() {
        return BothDatabases.of("glance");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void noCacheKnowsAnImageThatIsDeleted(Db db) {
        try (db) {
            var one = new CacheStore(db, "one");
            one.insert("image", 3, NOW);
            one.queue("image", NOW);
            db.run(tx -> new ImageStore(db).delete(tx, "image"));
            assertThat(one.list()).isEmpty();
            assertThat(one.queue()).isEmpty();
        }
    }
}
