package stratus.nova.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.nova.Samples;
import stratus.nova.domain.Aggregate;
import stratus.nova.domain.ConsoleToken;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerFilter;
import stratus.nova.domain.ServerGroup;
import stratus.nova.domain.VmState;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.testing.service.BothDatabases;

/** Servers, their groups and consoles, and the hosts' aggregates. */
class HostStoresTest {
    private static final ProjectId PROJECT = new ProjectId("p1");
    private static final UserId USER = new UserId("u");
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
            var members = db.write(tx -> {
                groups.insert(tx, group);
                var both = List.of(server(tx, servers, "h1"), server(tx, servers, "h1"));
                both.forEach(server -> groups.add(tx, group.id(), server.id()));
                return both;
            });
            var one = members.getFirst();
            var two = members.getLast();
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
            var alive = db.write(tx -> server(tx, servers, "h1"));
            var gone = db.write(tx -> server(tx, servers, "h1"));
            db.run(tx -> server(tx, servers, null));
            db.run(tx -> servers.markDeleted(tx, gone.id(), NOW.plusSeconds(60)));
            var used = new UsageStore(db).of(PROJECT, USER);
            assertThat(used).containsEntry(QuotaResource.INSTANCES, 2L).containsEntry(QuotaResource.RAM, 1024L);
            assertThat(servers.launchedWithin(NOW.minusSeconds(1), NOW.plusSeconds(90), "p1"))
                    .extracting(Server::id)
                    .containsExactlyInAnyOrder(alive.id(), gone.id());
            assertThat(servers.launchedWithin(NOW.plusSeconds(61), NOW.plusSeconds(90), null))
                    .extracting(Server::id)
                    .containsExactly(alive.id());
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

    /** One that runs on the host; on none, it was never launched. */
    private static Server server(Tx tx, ServerStore servers, @Nullable String host) {
        var server = Samples.server(PROJECT.value());
        servers.insert(tx, server);
        if (host != null) {
            servers.settle(tx, server.id(), new HostName(host), NOW);
            servers.launched(tx, server.id(), NOW);
        }
        return server;
    }
}
