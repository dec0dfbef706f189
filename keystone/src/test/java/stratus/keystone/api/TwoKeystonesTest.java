package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.project;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.KeystoneService;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.TestApi;

/** Two processes' worth of Keystone, on one database and one folder of keys. */
class TwoKeystonesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path keys;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T09:00:00Z"));
    private final Db db = BothDatabases.sqlite("keystone");

    @SuppressWarnings("NullAway.Init")
    private KeystoneService one;

    @SuppressWarnings("NullAway.Init")
    private KeystoneService two;

    @SuppressWarnings("NullAway.Init")
    private TestApi apiOne;

    @SuppressWarnings("NullAway.Init")
    private TestApi apiTwo;

    @BeforeEach
    void start() {
        var config = KeystoneConfig.usual("http://127.0.0.1:5000", keys.resolve("fernet"))
                .withBcryptCost(4);
        one = new KeystoneService(config, db, now::get);
        two = new KeystoneService(config, db, now::get);
        one.bootstrap().run(TestKeystone.SEED);
        apiOne = new TestApi(one.api());
        apiTwo = new TestApi(two.api());
    }

    @AfterEach
    void stop() {
        apiOne.close();
        apiTwo.close();
        one.close();
        two.close();
        db.close();
    }

    private static String token(TestApi api) {
        var body = TestKeystone.password("admin", "admin-secret", project("admin"));
        var answer = api.anonymous().exchange("POST", "/v3/auth/tokens", body);
        return Objects.requireNonNull(answer.headers().get("x-subject-token"));
    }

    private static int use(TestApi api, String token) {
        return api.as(token).exchange("GET", "/v3/auth/projects", null).status();
    }

    private void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    private void revoke(String token) {
        apiOne.as(token).header("X-Subject-Token", token).exchange("DELETE", "/v3/auth/tokens", null);
    }

    @Test
    void aRevocationHoldsHereAtOnceAndElsewhereAfterASecond() {
        var token = token(apiOne);
        assertThat(use(apiTwo, token)).isEqualTo(200);
        revoke(token);
        assertThat(use(apiOne, token)).isEqualTo(401);
        pass(Duration.ofSeconds(1));
        assertThat(use(apiTwo, token)).isEqualTo(401);
    }

    @Test
    void whoRemembersTokensIsToldOfWhatAnotherProcessRevoked() throws InterruptedException {
        var told = new CountDownLatch(1);
        try (var _ = two.watchOthers()) {
            two.onRevocation(told::countDown);
            revoke(token(apiOne));
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aDisabledUsersTokensAreRefusedElsewhereToo() {
        var admin = token(apiOne);
        var body = Map.of("user", Map.of("name", "brief", "password", "pw"));
        var id = apiOne.as(admin).post("/v3/users", body).at("/user/id").stringValue();
        var logIn = TestKeystone.password("brief", "pw", "unscoped");
        var token = Objects.requireNonNull(apiTwo.anonymous()
                .exchange("POST", "/v3/auth/tokens", logIn)
                .headers()
                .get("x-subject-token"));
        assertThat(use(apiTwo, token)).isEqualTo(200);
        apiOne.as(admin).exchange("PATCH", "/v3/users/" + id, Map.of("user", Map.of("enabled", false)));
        pass(Duration.ofSeconds(1));
        assertThat(use(apiTwo, token)).isEqualTo(401);
    }

    @Test
    void keysThatOneRotatedTheOtherUses() {
        var token = token(apiOne);
        two.rotation().rotateTokens();
        assertThat(use(apiOne, token)).isEqualTo(200);
        assertThat(use(apiTwo, token(apiOne))).isEqualTo(200);
        assertThat(use(apiOne, token(apiTwo))).isEqualTo(200);
    }

    @Test
    void aTokenLivesUntilItsKeyIsDropped() {
        var token = token(apiOne);
        one.rotation().rotateTokens();
        pass(Duration.ofSeconds(2));
        assertThat(use(apiTwo, token)).isEqualTo(200);
        one.rotation().rotateTokens();
        pass(Duration.ofSeconds(2));
        assertThat(use(apiTwo, token)).isEqualTo(401);
    }

    @Test
    void credentialsOutliveTheirKeysAsTheyAreSealedAgain() {
        var admin = token(apiOne);
        var user =
                apiOne.as(admin).get("/v3/users?name=admin").at("/users/0/id").stringValue();
        var made = apiOne.as(admin)
                .post("/v3/credentials", Map.of("credential", Map.of("type", "totp", "blob", "SEED", "user_id", user)))
                .at("/credential/id")
                .stringValue();
        for (int i = 0; i < 5; i++) {
            assertThat(two.rotation().rotateSecrets()).isEqualTo(1);
        }
        assertThat(apiOne.as(admin)
                        .get("/v3/credentials/" + made)
                        .at("/credential/blob")
                        .stringValue())
                .isEqualTo("SEED");
    }
}
