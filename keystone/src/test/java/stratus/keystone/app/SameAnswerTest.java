package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.keystone.app.LogIn.ByApplication;
import stratus.keystone.app.LogIn.ByPassword;
import stratus.keystone.app.LogIn.Proof;
import stratus.keystone.app.LogIn.Reference;
import stratus.keystone.domain.PasswordPolicy;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.User;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** Who is refused cannot tell why, neither by the answer nor by how much was hashed for it. */
class SameAnswerTest {
    private static final int COST = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path keys;

    private final Db db = BothDatabases.sqlite("keystone");
    private final Stores stores = Stores.on(db);
    private final AtomicLong work = new AtomicLong();
    private final Passwords passwords = new Passwords(COST, (password, hash) -> {
        work.addAndGet(1L << StoredHash.bcryptCost(hash));
        return StoredHash.fits(password, hash);
    });

    @SuppressWarnings("NullAway.Init")
    private Proofs proofs;

    @BeforeEach
    void people() throws IOException {
        var clock = InstantSource.system();
        var revocations = new Revocations(stores, clock, Duration.ofHours(1));
        var changes = new Changes(stores, new ChangeLog(db, clock), revocations);
        var repository = new KeyRepository(Files.createDirectories(keys.resolve("keys")), 3);
        var lifetimes = new TokenIssuer.Lifetimes(Duration.ofHours(1), Duration.ZERO);
        var issuer = new TokenIssuer(stores, new Access(stores), revocations, repository, clock, lifetimes);
        var rules = new PasswordRules(PasswordPolicy.none(), stores, passwords, clock);
        proofs = new Proofs(stores, passwords, rules, issuer, new Credentials(changes, repository, clock), clock);
        var right = passwords.hash(new Secret("right"));
        var cheap = passwords.hashGenerated(new Secret("right"));
        db.run(tx -> {
            stores.projects()
                    .insert(
                            tx,
                            new Project(
                                    "default", "Default", "", null, true, true, null, List.of(), Map.of(), Map.of()));
            stores.users().insert(tx, user("alice", true), right);
            stores.users().insert(tx, user("disabled", false), right);
            stores.users().insert(tx, user("service", true), cheap);
            stores.users().insert(tx, user("without", true), null);
        });
        work.set(0);
    }

    private static User user(String name, boolean enabled) {
        return new User(name, name, "default", enabled, null, Map.of(), Map.of(), null);
    }

    @AfterEach
    void close() {
        passwords.close();
        db.close();
    }

    private static ByPassword byName(String name, String domain, String password) {
        return new ByPassword(new Reference(null, name, new Reference(null, domain, null)), new Secret(password));
    }

    private static ByPassword byId(@Nullable String id, String password) {
        return new ByPassword(new Reference(id, null, null), new Secret(password));
    }

    private void isRefusedAlike(Proof proof) {
        work.set(0);
        var refusal = catchThrowable(() -> proofs.check(proof));
        assertThat(refusal)
                .isInstanceOf(Fault.Unauthorized.class)
                .hasMessage("The request you have made requires authentication.");
        assertThat(work.get()).as("what was hashed for %s", proof).isBetween(1L << COST, (1L << COST) + (1L << 4));
    }

    @Test
    void aWrongPasswordAndNobodyAreRefusedAlike() {
        isRefusedAlike(byName("alice", "Default", "wrong"));
        isRefusedAlike(byName("nobody", "Default", "wrong"));
        isRefusedAlike(byName("alice", "Nowhere", "right"));
        isRefusedAlike(byId("alice", "wrong"));
        isRefusedAlike(byId("nobody", "wrong"));
    }

    @Test
    void soAreWhoIsDisabledAndWhoHasNoPassword() {
        isRefusedAlike(byName("disabled", "Default", "right"));
        isRefusedAlike(byName("disabled", "Default", "wrong"));
        isRefusedAlike(byName("without", "Default", "any"));
    }

    @Test
    void soIsWhoHasACheapHash() {
        isRefusedAlike(byName("service", "Default", "wrong"));
    }

    @Test
    void soAreApplicationsThatAreNotThere() {
        isRefusedAlike(new ByApplication("unknown", null, null, new Secret("wrong")));
        isRefusedAlike(new ByApplication(null, "app", new Reference("nobody", null, null), new Secret("wrong")));
    }

    @Test
    void theRightPasswordIsHashedOnce() {
        assertThat(proofs.check(byName("alice", "Default", "right")).userId()).isEqualTo("alice");
        assertThat(work.get()).isEqualTo(1L << COST);
    }
}
