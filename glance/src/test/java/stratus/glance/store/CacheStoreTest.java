package stratus.glance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.glance.domain.CachedImage;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

class CacheStoreTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    static List<Db> databases() {
        return BothDatabases.of("glance");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void eachProcessKnowsItsOwnCacheOnly(Db db) {
        try (db) {
            var one = new CacheStore(db, "one");
            var two = new CacheStore(db, "two");
            one.insert("image", 3, NOW);
            one.queue("other", NOW);
            assertThat(two.find("image")).isEmpty();
            assertThat(two.queue()).isEmpty();
            two.insert("image", 3, NOW);
            two.hit("image", NOW.plusSeconds(1));
            two.delete("image");
            two.unqueue("other");
            assertThat(two.list()).isEmpty();
            assertThat(one.list()).containsExactly(new CachedImage("image", 3, 0, NOW, NOW));
            assertThat(one.queue()).containsExactly("other");
        }
    }
}
