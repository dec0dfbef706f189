package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OAuth consumers are kept; the flows that would use them are not there, and say so. */
class ConsumersTest {
    private static final String ALL = "/v3/OS-OAUTH1/consumers";

    private static TestKeystone keystone;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    @Test
    void theSecretIsToldOnceAndNeverStoredInTheOpen() {
        var made = keystone.admin()
                .post(ALL, Map.of("consumer", Map.of("description", "an app")))
                .path("consumer");
        var id = made.path("id").stringValue();
        var secret = made.path("secret").stringValue();
        assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
        var shown = keystone.admin().get(ALL + "/" + id).path("consumer");
        assertThat(shown.path("description").stringValue()).isEqualTo("an app");
        assertThat(shown.has("secret")).isFalse();
        assertThat(keystone.admin().get(ALL).toString()).contains(id).doesNotContain(secret);
        var stored = keystone.db.read(tx -> tx.query("SELECT secret FROM consumer WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
        assertThat(stored).doesNotContain(secret);
        var logged = keystone.db.read(
                tx -> tx.query("SELECT body FROM change_log WHERE kind = 'consumer' AND body IS NOT NULL")
                        .mapTo(String.class)
                        .list());
        assertThat(logged).isNotEmpty().noneMatch(body -> body.contains(secret));
    }

    @Test
    void aConsumersDescriptionChangesAndItsSecretDoesNot() {
        var id = keystone.admin()
                .post(ALL, Map.of("consumer", Map.of("description", "before")))
                .at("/consumer/id")
                .stringValue();
        var path = ALL + "/" + id;
        var changed = keystone.admin().exchange("PATCH", path, Map.of("consumer", Map.of("description", "after")));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().at("/consumer/description").stringValue()).isEqualTo("after");
        var wrong = Map.of("consumer", Map.of("secret", "mine"));
        assertThat(keystone.admin().exchange("PATCH", path, wrong).status()).isEqualTo(400);
    }

    @Test
    void aDeletedConsumerIsGone() {
        var id = keystone.admin()
                .post(ALL, Map.of("consumer", Map.of()))
                .at("/consumer/id")
                .stringValue();
        assertThat(keystone.admin().exchange("DELETE", ALL + "/" + id, null).status())
                .isEqualTo(204);
        assertThat(keystone.admin().exchange("GET", ALL + "/" + id, null).status())
                .isEqualTo(404);
        assertThat(keystone.admin().exchange("DELETE", ALL + "/" + id, null).status())
                .isEqualTo(404);
    }

    @Test
    void theyAreForAdministrators() {
        keystone.create("users", "user", Map.of("name", "nobody", "password", "pw"));
        var token = keystone.token("nobody", "pw", "unscoped");
        assertThat(keystone.api.as(token).exchange("GET", ALL, null).status()).isEqualTo(403);
        var body = Map.of("consumer", Map.of());
        assertThat(keystone.api.as(token).exchange("POST", ALL, body).status()).isEqualTo(403);
    }
}
