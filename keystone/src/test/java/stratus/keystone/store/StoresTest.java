package stratus.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.keystone.app.Access;
import stratus.keystone.app.Bootstrap;
import stratus.keystone.app.Passwords;
import stratus.keystone.app.Stores;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.Revocation;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Scope;
import stratus.keystone.store.RevocationStore.Marks;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.testing.service.BothDatabases;

class StoresTest {
    static List<Db> databases() {
        return BothDatabases.of("keystone");
    }

    private static Stores seeded(Db db) {
        var stores = Stores.on(db);
        try (var passwords = new Passwords(4)) {
            var seed = new Bootstrap.Seed(
                    new Secret("a"),
                    new Secret("s"),
                    "RegionOne",
                    List.of(new Bootstrap.Entry("image", "glance", "http://glance")));
            new Bootstrap(stores, passwords).run(seed);
            new Bootstrap(stores, passwords).run(seed);
        }
        return stores;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatBootstrapWroteIsThereOnce(Db db) {
        try (db) {
            var stores = seeded(db);
            db.run(tx -> {
                assertThat(stores.catalog().endpoints(tx)).hasSize(3);
                assertThat(stores.projects().list(tx, false)).hasSize(3);
                assertThat(stores.projects().children(tx, "default")).hasSize(3);
                assertThat(stores.users().list(tx, "default")).hasSize(7);
                var admin = stores.users().named(tx, "default", "admin").orElseThrow();
                assertThat(stores.users().passwordHash(tx, admin.id())).isPresent();
                assertThat(new Access(stores).roles(tx, admin.id(), new Scope.OfSystem()))
                        .extracting(Role::name)
                        .containsExactly("admin", "manager", "member", "reader");
                stores.users().setPassword(tx, admin.id(), null);
                assertThat(stores.users().passwordHash(tx, admin.id())).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void membershipsAndGrantsGoWithTheirGroup(Db db) {
        try (db) {
            var stores = seeded(db);
            db.run(tx -> {
                var user = stores.users().named(tx, "default", "nova").orElseThrow();
                var role = stores.roles().named(tx, Role.GLOBAL, "reader").orElseThrow();
                var group = new Group("g1", "ops", "default", "", Map.of("room", 7));
                stores.groups().insert(tx, group);
                stores.groups().add(tx, user.id(), "g1");
                stores.groups().add(tx, user.id(), "g1");
                var grant = new Grant(Grant.Actor.GROUP, "g1", Grant.Target.DOMAIN, "default", role.id(), false);
                stores.grants().insert(tx, grant);
                stores.grants().insert(tx, grant);
                assertThat(stores.groups().find(tx, "g1")).hasValue(group);
                assertThat(stores.groups().members(tx, "g1")).containsExactly(user);
                assertThat(stores.grants().reaching(tx, user.id())).contains(grant);
                stores.grants().deleteActor(tx, Grant.Actor.GROUP, "g1");
                stores.groups().delete(tx, "g1");
                assertThat(stores.groups().ofUser(tx, user.id())).isEmpty();
                assertThat(new Access(stores).expand(tx, Set.of(role.id()))).containsExactly(role.id());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void oldRevocationsArePruned(Db db) {
        try (db) {
            var stores = Stores.on(db);
            var at = Instant.parse("2026-01-01T00:00:00Z");
            db.run(tx -> {
                var revocation = new Revocation("r", null, "u", null, null, at, at.plusSeconds(60));
                stores.revocations().insert(tx, revocation);
                var marks = new Marks("a", "u", "p", "d", "h");
                assertThat(stores.revocations().since(tx, at, marks)).containsExactly(revocation);
                assertThat(stores.revocations().since(tx, at.plusSeconds(1), marks))
                        .isEmpty();
                stores.revocations().prune(tx, at.plusSeconds(61));
                assertThat(stores.revocations().since(tx, at, marks)).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void revocationsAreFoundByTheFirstThingThatTheyName(Db db) {
        try (db) {
            var stores = Stores.on(db);
            var at = Instant.parse("2026-01-01T00:00:00Z");
            db.run(tx -> {
                for (var one : List.of(
                        new Revocation("1", "a", null, null, null, at, at),
                        new Revocation("2", null, "u", null, null, at, at),
                        new Revocation("3", null, null, "p", null, at, at),
                        new Revocation("4", null, null, null, "d", at, at),
                        new Revocation("5", null, null, null, "h", at, at))) {
                    stores.revocations().insert(tx, one);
                }
                assertThat(found(stores, tx, new Marks("a", "u", "p", "d", "h")))
                        .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
                assertThat(found(stores, tx, new Marks("x", "u", null, null, "x")))
                        .containsExactly("2");
                assertThat(found(stores, tx, new Marks("x", "x", null, null, "x")))
                        .isEmpty();
            });
        }
    }

    private static List<String> found(Stores stores, Tx tx, Marks marks) {
        return stores.revocations().since(tx, Instant.EPOCH, marks).stream()
                .map(Revocation::id)
                .toList();
    }
}
