package stratus.nova.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.nova.domain.Aggregate;
import stratus.nova.domain.BootImage;
import stratus.nova.domain.ConsoleToken;
import stratus.nova.domain.HostWish;
import stratus.nova.domain.Power;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerFilter;
import stratus.nova.domain.ServerGroup;
import stratus.nova.domain.ServerKey;
import stratus.nova.domain.ServerSpec;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.NetworkWish;
import stratus.nova.rpc.ServerFlavor;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** Servers, their groups and consoles, and the hosts' aggregates. */
class HostStoresTest {
    private static final ProjectId PROJECT = new ProjectId("p1");
    private static final UserId USER = new UserId("u1");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static List<Db> databases() {
        return BothDatabases.of("nova");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anAggregateKeepsItsHostsAndMetadata(Db db) {
        try (db) {
            var store = new AggregateStore(db);
            var made = db.write(tx -> store.insert(tx, UUID.randomUUID(), "a", Map.of(Aggregate.ZONE, "z"), NOW));
            assertThat(db.<Boolean>write(tx -> store.add(tx, made.number(), "h1")))
                    .isTrue();
            assertThat(db.<Boolean>write(tx -> store.add(tx, made.number(), "h1")))
                    .isFalse();
            db.run(tx -> store.update(tx, made.number(), "b", Map.of("k", "v"), NOW));
            var found = store.list().getFirst();
            assertThat(found.name()).isEqualTo("b");
            assertThat(found.hosts()).containsExactly("h1");
            assertThat(found.metadata()).isEqualTo(Map.of("k", "v"));
            assertThat(db.<Boolean>read(tx -> store.nameTaken(tx, "b", 0))).isTrue();
            assertThat(db.<Boolean>write(tx -> store.remove(tx, made.number(), "h1")))
                    .isTrue();
            db.run(tx -> store.delete(tx, made.number()));
            assertThat(store.list()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aGroupKnowsWhereItsLivingMembersAre(Db db) {
        try (db) {
            var servers = new ServerStore(db);
            var groups = new ServerGroupStore(db);
            var group = new ServerGroup(UUID.randomUUID(), PROJECT, USER, "g", "anti-affinity", 2, NOW);
            var one = server("one", "h1", NOW);
            var two = server("two", "h1", NOW);
            db.run(tx -> {
                groups.insert(tx, group);
                for (var server : List.of(one, two)) {
                    servers.insert(tx, server);
                    groups.add(tx, group.id(), server.id());
                }
            });
            assertThat(groups.of(one.id())).contains(group);
            assertThat(groups.hosts(group.id(), one.id())).isEqualTo(Map.of("h1", 1));
            assertThat(groups.groups(List.of(one.id(), ServerId.random())))
                    .isEqualTo(Map.of(one.id(), List.of(group.id().toString())));
            db.run(tx -> servers.markDeleted(tx, two.id(), NOW));
            assertThat(db.<Long>read(tx -> groups.count(tx, group.id()))).isEqualTo(1);
            assertThat(groups.members(group.id())).containsExactly(one.id());
            db.run(tx -> groups.delete(tx, group.id()));
            assertThat(groups.list(PROJECT, 10, 0)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatAProjectUsesIsCountedAndWhatItUsedToo(Db db) {
        try (db) {
            var servers = new ServerStore(db);
            var alive = server("alive", "h1", NOW);
            var gone = server("gone", "h1", NOW);
            var never = server("never", null, null);
            db.run(tx -> List.of(alive, gone, never).forEach(s -> servers.insert(tx, s)));
            db.run(tx -> servers.markDeleted(tx, gone.id(), NOW.plusSeconds(60)));
            var used = new UsageStore(db).of(PROJECT, USER);
            assertThat(used).containsEntry(QuotaResource.INSTANCES, 2L).containsEntry(QuotaResource.RAM, 128L);
            assertThat(servers.launchedWithin(NOW.minusSeconds(1), NOW.plusSeconds(90), "p1"))
                    .extracting(Server::name)
                    .containsExactlyInAnyOrder("alive", "gone");
            assertThat(servers.launchedWithin(NOW.plusSeconds(61), NOW.plusSeconds(90), null))
                    .extracting(Server::name)
                    .containsExactly("alive");
            assertThat(servers.findOrDeleted(gone.id())).map(Server::vmState).contains(VmState.DELETED);
            db.run(tx -> servers.spec(tx, alive.id(), alive.spec().withSecurityGroups(List.of("web")), NOW));
            assertThat(servers.list(ServerFilter.living("p1")).items())
                    .filteredOn(s -> s.id().equals(alive.id()))
                    .extracting(s -> s.spec().securityGroups())
                    .containsExactly(List.of("web"));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aConsoleTokenHoldsUntilItExpires(Db db) {
        try (db) {
            var store = new ConsoleStore(db);
            var token =
                    new ConsoleToken("hash", ServerId.random(), "novnc", "127.0.0.1", 5900, null, NOW.plusSeconds(600));
            db.run(tx -> store.insert(tx, token));
            assertThat(store.find("hash", NOW)).contains(token);
            assertThat(store.find("hash", NOW.plusSeconds(600))).isEmpty();
            db.run(tx -> store.deleteExpired(tx, NOW.plusSeconds(600)));
            assertThat(store.find("hash", NOW)).isEmpty();
        }
    }

    private static Server server(String name, @Nullable String host, @Nullable Instant launched) {
        var flavor = new ServerFlavor("1", "m1", 1, 64, 1, 0, 0, null, Map.of());
        var spec = new ServerSpec(
                flavor,
                new BootImage(null, Map.of()),
                ServerKey.NONE,
                null,
                false,
                NetworkWish.none(),
                List.of("default"),
                HostWish.ANY,
                "MANUAL");
        return new Server(
                ServerId.random(),
                PROJECT,
                USER,
                name,
                name,
                null,
                VmState.ACTIVE,
                null,
                Power.RUNNING,
                host == null ? null : new HostName(host),
                1,
                spec,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                null,
                "r-1",
                0,
                null,
                null,
                NOW,
                NOW,
                launched,
                null,
                null);
    }
}
