package stratus.nova.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.nova.domain.Flavor;
import stratus.nova.domain.FlavorFilter;
import stratus.nova.domain.Host;
import stratus.nova.domain.KeyPair;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.Service;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.testing.service.BothDatabases;

class CatalogStoresTest {
    private static final ProjectId PROJECT = new ProjectId("p1");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static List<Db> databases() {
        return BothDatabases.of("nova");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void upstreamsFlavorsAreThereAndPrivateOnesAreKeptApart(Db db) {
        try (db) {
            var store = new FlavorStore(db);
            var mine = new Flavor("x", "x", 64, 1, 0, 0, 0, 1.0, false, "small", Map.of("a:b", "c"), NOW);
            db.run(tx -> store.insert(tx, mine));
            var all = new FlavorFilter(PROJECT, null, null, null, Page.Request.of(null, 100));
            assertThat(store.list(all).items())
                    .extracting(Flavor::name)
                    .hasSize(7)
                    .contains("m1.nano", "m1.xlarge");
            assertThat(store.find(PROJECT, "x")).isEmpty();
            assertThat(db.<Boolean>write(tx -> store.open(tx, "x", PROJECT))).isTrue();
            assertThat(db.<Boolean>write(tx -> store.open(tx, "x", PROJECT))).isFalse();
            assertThat(store.find(PROJECT, "x")).contains(mine);
            assertThat(store.access("x")).containsExactly(PROJECT);
            db.run(tx -> store.setExtraSpecs(tx, "x", Map.of("k", "v")));
            db.run(tx -> store.describe(tx, "x", null));
            assertThat(store.find("x").orElseThrow().extraSpecs()).containsEntry("k", "v");
            assertThat(db.<Boolean>write(tx -> store.close(tx, "x", PROJECT))).isTrue();
            assertThat(db.<Boolean>write(tx -> store.delete(tx, "x"))).isTrue();
            var big = new FlavorFilter(null, true, 4096, 80, Page.Request.of(null, 1));
            assertThat(store.list(big).more()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keyPairsBelongToTheirUsers(Db db) {
        try (db) {
            var store = new KeyPairStore(db);
            var user = new UserId("u1");
            var pair = new KeyPair(1, user, "k", "ssh", "aa:bb", "ssh-rsa AAAA", NOW);
            db.run(tx -> store.insert(tx, pair));
            assertThat(store.find(user, "k")).contains(pair);
            assertThat(store.find(new UserId("u2"), "k")).isEmpty();
            assertThat(store.list(user, null, 10)).containsExactly(pair);
            assertThat(store.list(user, "k", 10)).isEmpty();
            assertThat(db.<Long>write(store::nextNumber)).isEqualTo(2);
            assertThat(db.<Boolean>write(tx -> store.delete(tx, user, "k"))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aUsersLimitComesBeforeTheProjectsAndThatBeforeTheDefault(Db db) {
        try (db) {
            var store = new QuotaStore(db);
            var user = new UserId("u1");
            db.run(tx -> {
                store.setClass(tx, QuotaStore.DEFAULT_CLASS, QuotaResource.CORES, 30);
                store.set(tx, PROJECT, null, QuotaResource.INSTANCES, 7);
                store.set(tx, PROJECT, user, QuotaResource.INSTANCES, 3);
                store.set(tx, PROJECT, user, QuotaResource.INSTANCES, 4);
            });
            assertThat(store.limits(PROJECT))
                    .containsEntry(QuotaResource.INSTANCES, 7L)
                    .containsEntry(QuotaResource.CORES, 30L);
            assertThat(store.limits(PROJECT, user)).containsEntry(QuotaResource.INSTANCES, 4L);
            db.run(tx -> store.reset(tx, PROJECT, null));
            assertThat(store.limits(PROJECT, user)).containsEntry(QuotaResource.INSTANCES, 10L);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void servicesAndHostsAreKnownByWhatTheyReport(Db db) {
        try (db) {
            var services = new ServiceStore(db);
            db.run(tx -> services.heartbeat(tx, UUID.randomUUID(), Service.COMPUTE, "h1", 66, NOW.minusSeconds(100)));
            var silent = services.find(Service.COMPUTE, "h1").orElseThrow();
            assertThat(silent.up(NOW)).isFalse();
            db.run(tx -> services.heartbeat(tx, UUID.randomUUID(), Service.COMPUTE, "h1", 66, NOW));
            db.run(tx -> services.disable(tx, silent.id(), true, "repair", NOW));
            db.run(tx -> services.forceDown(tx, silent.id(), true, NOW));
            var now = services.find(silent.id()).orElseThrow();
            assertThat(now.disabledReason()).isEqualTo("repair");
            assertThat(now.up(NOW)).isFalse();
            var hosts = new HostStore(db);
            var host = new Host(
                    UUID.randomUUID(),
                    0,
                    "h1",
                    "h1.local",
                    "QEMU",
                    8002000,
                    "192.0.2.1",
                    4,
                    0,
                    8192,
                    512,
                    100,
                    0,
                    null,
                    0,
                    null,
                    Map.of("arch", "x86_64"),
                    NOW);
            db.run(tx -> hosts.report(tx, host));
            db.run(tx -> hosts.report(tx, host));
            assertThat(hosts.all()).extracting(Host::number).containsExactly(1L);
            assertThat(hosts.find(host.id()).orElseThrow().cpuInfo()).containsEntry("arch", "x86_64");
            assertThat(hosts.of("h1")).hasSize(1);
            assertThat(hosts.list(Page.Request.of(null, 5)).items()).hasSize(1);
            db.run(tx -> hosts.deleteOf(tx, "h1"));
            db.run(tx -> services.delete(tx, silent.id()));
            assertThat(services.list(null, null)).isEmpty();
        }
    }
}
