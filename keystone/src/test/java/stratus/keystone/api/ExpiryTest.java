package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.project;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.KeystoneService;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.TestApi;

/** Tokens end; a service may finish with one what it began. */
class ExpiryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path keys;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T09:00:00Z"));
    private final Db db = BothDatabases.sqlite("keystone");

    @SuppressWarnings("NullAway.Init")
    private KeystoneService service;

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @BeforeEach
    void start() {
        var config = KeystoneConfig.usual("http://127.0.0.1:5000", keys).withBcryptCost(4);
        service = new KeystoneService(config, db, now::get);
        service.bootstrap().run(TestKeystone.SEED);
        api = new TestApi(service.api());
    }

    @AfterEach
    void stop() {
        api.close();
        service.close();
        db.close();
    }

    private String token(String user, String password, Object scope) {
        var answer = api.anonymous().exchange("POST", "/v3/auth/tokens", TestKeystone.password(user, password, scope));
        return Objects.requireNonNull(answer.headers().get("x-subject-token"));
    }

    private String admin() {
        return token("admin", "admin-secret", project("admin"));
    }

    /** As nova asks about it. */
    private int validated(String token, String query) {
        return nova().header("X-Subject-Token", token)
                .exchange("GET", "/v3/auth/tokens" + query, null)
                .status();
    }

    private RestClient nova() {
        return api.as(token("nova", "service-secret", project("service")));
    }

    private void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    @Test
    void anExpiredTokenIsNoneUnlessItMayBeExpired() {
        var token = admin();
        assertThat(validated(token, "")).isEqualTo(200);
        pass(Duration.ofMinutes(61));
        assertThat(validated(token, "")).isEqualTo(404);
        assertThat(validated(token, "?allow_expired=true")).isEqualTo(200);
        assertThat(validated(token, "?allow_expired=1&nocatalog")).isEqualTo(200);
        assertThat(validated(token, "?allow_expired=false")).isEqualTo(404);
    }

    @Test
    void forTwoDaysAtMost() {
        var token = admin();
        pass(Duration.ofHours(49));
        assertThat(validated(token, "?allow_expired=1")).isEqualTo(404);
    }

    @Test
    void aRevokedOneIsNoneEvenSo() {
        var token = admin();
        api.as(token).header("X-Subject-Token", token).exchange("DELETE", "/v3/auth/tokens", null);
        pass(Duration.ofMinutes(61));
        assertThat(validated(token, "?allow_expired=1")).isEqualTo(404);
    }

    @Test
    void itsOwnerCannotUseItBeyondItsEnd() {
        var token = admin();
        pass(Duration.ofMinutes(61));
        assertThat(api.as(token).exchange("GET", "/v3/auth/projects", null).status())
                .isEqualTo(401);
        var beside = api.as(token).header("X-Service-Token", token("nova", "service-secret", project("service")));
        assertThat(beside.exchange("GET", "/v3/auth/projects", null).status()).isEqualTo(200);
        var another = api.as(token).header("X-Service-Token", admin());
        assertThat(another.exchange("GET", "/v3/auth/projects", null).status()).isEqualTo(401);
    }
}
