package stratus.glance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.oslo.db.Db;
import stratus.oslo.db.Leases;
import stratus.testing.service.BothDatabases;

class PendingStoreTest {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final List<String> HERE = List.of("here");

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    static List<Db> databases() {
        return BothDatabases.of("glance");
    }

    private PendingStore store(Db db, String owner) {
        return new PendingStore(db, () -> now, new Leases.Owner(owner, LEASE));
    }

    private static PendingBits bits(String id, Reason reason, String store) {
        return new PendingBits(id, "image", reason, store, "file:///" + id);
    }

    private static PendingBits put(PendingStore store, String id, Reason reason, String where) {
        var place = bits(id, reason, where);
        store.insert(place, store.until());
        return place;
    }

    private void pass() {
        now = now.plus(LEASE).plusSeconds(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whoIsSilentForTooLongLosesItsPlaces(Db db) {
        try (db) {
            var one = store(db, "one");
            var two = store(db, "two");
            var kept = put(one, "kept", Reason.UPLOAD, "here");
            var lost = put(one, "lost", Reason.UPLOAD, "here");
            assertThat(two.takeOver(HERE, true)).isEmpty();
            now = now.plusSeconds(50);
            one.renew(List.of("kept"));
            now = now.plusSeconds(50);
            assertThat(two.takeOver(HERE, false)).containsExactly(lost);
            assertThat(db.<Boolean>write(tx -> one.settle(tx, lost))).isFalse();
            assertThat(db.<Boolean>write(tx -> one.giveUp(tx, lost))).isFalse();
            assertThat(db.<Boolean>write(tx -> one.settle(tx, kept))).isTrue();
            assertThat(db.<Boolean>write(tx -> one.settle(tx, kept))).isFalse();
            one.remove(List.of("lost"));
            assertThat(db.<Optional<PendingBits>>read(tx -> two.mine(tx, "lost")))
                    .contains(lost);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anotherLifeHasItsOwnAtOnce(Db db) {
        try (db) {
            var before = put(store(db, "one"), "a", Reason.DELIVERY, "here");
            put(store(db, "two"), "b", Reason.DELIVERY, "here");
            assertThat(store(db, "one").takeOver(HERE, true)).containsExactly(before);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void onlyWhoReachesAStoreIsToRemoveFromIt(Db db) {
        try (db) {
            var one = store(db, "one");
            put(one, "a", Reason.REMOVAL, "elsewhere");
            put(one, "b", Reason.DELIVERY, "elsewhere");
            var upload = put(one, "c", Reason.UPLOAD, "elsewhere");
            var removal = put(one, "d", Reason.REMOVAL, "here");
            var nowhere = new PendingBits("e", "image", Reason.REMOVAL, "", "");
            one.insert(nowhere, one.until());
            pass();
            assertThat(store(db, "two").takeOver(HERE, false)).containsExactlyInAnyOrder(upload, removal, nowhere);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsStagedWaitsForATaskOrForTheEndOfItsImage(Db db) {
        try (db) {
            var one = store(db, "one");
            var two = store(db, "two");
            var place = put(one, "a", Reason.STAGING, "here");
            assertThat(db.<Boolean>write(tx -> one.stage(tx, place))).isTrue();
            pass();
            assertThat(two.takeOver(HERE, false)).isEmpty();
            var staged = one.staged("image").orElseThrow();
            assertThat(db.<Boolean>write(tx -> two.take(tx, staged, "task", two.until())))
                    .isTrue();
            assertThat(db.<Boolean>write(tx -> one.take(tx, staged, "rival", one.until())))
                    .isFalse();
            assertThat(db.<Boolean>read(tx -> one.exists(tx, "task"))).isTrue();
            var task = db.read(tx -> two.mine(tx, "task")).orElseThrow();
            assertThat(db.<Boolean>write(tx -> two.stage(tx, task))).isTrue();
            assertThat(db.<List<PendingBits>>write(tx -> one.abandon(tx, "image", one.until())))
                    .containsExactly(task.now("task", Reason.REMOVAL));
            assertThat(one.staged("image")).isEmpty();
        }
    }
}
