package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceOptions;
import stratus.glance.StoreConfig;
import stratus.glance.domain.WorkerRules;
import stratus.glance.store.WebServer;
import stratus.oslo.base.Fault;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;

@Timeout(180)
class CacheApiTest {
    private static final byte[] BITS = new byte[100_000];

    @AutoClose
    private final WebServer server = new WebServer();

    @AutoClose
    final TestGlance glance = new TestGlance();

    @BeforeEach
    void start() {
        start(250_000, Duration.ZERO);
    }

    private void start(long most) {
        start(most, Duration.ZERO);
    }

    private void start(long most, Duration delay) {
        glance.with(config -> config.with(List.of(StoreConfig.file("file", glance.images()), StoreConfig.http("web")))
                        .with(GlanceOptions.usual().with(WorkerRules.usual().withCache(most, delay))))
                .start();
    }

    private String uploaded() {
        var id = glance.image();
        glance.upload(id, BITS);
        return id;
    }

    /** An image whose bits are far away. */
    private String onTheWeb() {
        var id = glance.image();
        glance.member().post("/v2/images/%s/locations".formatted(id), Map.of("url", server.serve("/" + id, BITS)));
        glance.settled(id);
        return id;
    }

    private int download(String id) {
        var out = new ByteArrayOutputStream();
        var answer = glance.member().exchange("GET", "/v2/images/%s/file".formatted(id), null);
        if (answer.status() == 200) {
            glance.member().download("/v2/images/%s/file".formatted(id), out);
            assertThat(out.toByteArray()).isEqualTo(BITS);
        }
        return answer.status();
    }

    private List<String> cached() {
        return glance.admin().get("/v2/cache").path("cached_images").findValuesAsString("image_id");
    }

    private JsonNode entry(String id) {
        for (var image : glance.admin().get("/v2/cache").path("cached_images")) {
            if (image.path("image_id").asString().equals(id)) {
                return image;
            }
        }
        throw new AssertionError("not cached: " + id);
    }

    private void queue(String id) {
        assertThat(glance.admin().exchange("PUT", "/v2/cache/" + id, null).status())
                .isEqualTo(202);
        awaitEmptyQueue();
    }

    private void awaitEmptyQueue() {
        Await.until(
                "end of the queue",
                () -> glance.admin().get("/v2/cache").path("queued_images").isEmpty());
    }

    @Test
    void theCacheIsForAdministrators() {
        assertThat(glance.member().exchange("GET", "/v2/cache", null).status()).isEqualTo(403);
        assertThat(glance.member()
                        .exchange("PUT", "/v2/cache/" + uploaded(), null)
                        .status())
                .isEqualTo(403);
        assertThat(glance.admin().exchange("PUT", "/v2/cache/nothing", null).status())
                .isEqualTo(404);
        assertThat(glance.admin()
                        .exchange("PUT", "/v2/cache/" + glance.image(), null)
                        .status())
                .as("not active")
                .isEqualTo(400);
        assertThat(glance.admin().exchange("DELETE", "/v2/cache/nothing", null).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsQueuedIsCachedAndReadWithItsStoreDown() {
        var id = uploaded();
        queue(id);
        assertThat(cached()).containsExactly(id);
        assertThat(entry(id).path("size").asLong()).isEqualTo(BITS.length);
        assertThat(entry(id).path("hits").asLong()).isZero();
        assertThat(glance.admin().get("/v2/cache/nodes/" + id).size()).isEqualTo(1);
        delete(StoredFiles.one(glance.images(), id));
        assertThat(download(id)).isEqualTo(200);
        assertThat(entry(id).path("hits").asLong()).isPositive();
        assertThat(glance.as("other")
                        .exchange("GET", "/v2/images/%s/file".formatted(id), null)
                        .status())
                .as("the cache does not ask less than the store")
                .isEqualTo(404);
    }

    private static void delete(Path file) {
        assertThat(file.toFile().delete()).isTrue();
    }

    @Test
    void whatWaitsInTheQueueIsSeenThereAndCachedAfterTheNextStart() {
        start(250_000, Duration.ofHours(1));
        var id = uploaded();
        var gone = uploaded();
        for (var image : List.of(id, gone)) {
            assertThat(glance.admin()
                            .exchange("PUT", "/v2/cache/" + image, null)
                            .status())
                    .isEqualTo(202);
        }
        assertThat(glance.member()
                        .exchange("DELETE", "/v2/images/" + gone, null)
                        .status())
                .isEqualTo(204);
        assertThat(glance.admin().get("/v2/cache").path("queued_images").size()).isEqualTo(1);
        assertThat(cached()).isEmpty();
        start(250_000);
        awaitEmptyQueue();
        assertThat(cached()).containsExactly(id);
    }

    @Test
    void whatComesFromAfarIsCachedAsItIsRead() {
        var far = onTheWeb();
        var near = uploaded();
        download(near);
        assertThat(cached()).isEmpty();
        download(far);
        assertThat(cached()).containsExactly(far);
        start(250_000);
        server.close();
        assertThat(download(far)).isEqualTo(200);
    }

    @Test
    void whatIsReadInPartOrWrongIsNotCached() {
        var far = onTheWeb();
        glance.member().header("Range", "bytes=0-9").exchange("GET", "/v2/images/%s/file".formatted(far), null);
        server.serve("/" + far, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> glance.member().exchange("GET", "/v2/images/%s/file".formatted(far), null))
                .as("the answer breaks off")
                .isInstanceOf(Fault.Unavailable.class);
        var wrong = BITS.clone();
        wrong[5] = 1;
        server.serve("/" + far, wrong);
        glance.member().exchange("GET", "/v2/images/%s/file".formatted(far), null);
        assertThat(cached()).isEmpty();
    }

    @Test
    void whatWasReadTheLongestAgoMakesRoom() {
        var one = uploaded();
        var two = uploaded();
        queue(one);
        queue(two);
        download(one);
        var three = uploaded();
        queue(three);
        assertThat(cached()).containsExactlyInAnyOrder(one, three);
        start(150_000);
        var pruned = glance.admin().post("/v2/cache/prune", null);
        assertThat(pruned.path("total_files_pruned").asInt()).isEqualTo(1);
        assertThat(pruned.path("total_bytes_pruned").asInt()).isEqualTo(BITS.length);
    }

    @Test
    void whatIsCachedGoesWithItsImageOrByHand() {
        var one = uploaded();
        queue(one);
        assertThat(glance.admin().exchange("DELETE", "/v2/cache/" + one, null).status())
                .isEqualTo(204);
        assertThat(cached()).isEmpty();
        queue(one);
        assertThat(glance.member().exchange("DELETE", "/v2/images/" + one, null).status())
                .isEqualTo(204);
        assertThat(cached()).isEmpty();
        assertThat(Files.exists(glance.images().resolve("cache").resolve(one))).isFalse();
        var two = uploaded();
        queue(two);
        var bad = glance.admin().header("X-Image-Cache-Clear-Target", "all");
        assertThat(bad.exchange("DELETE", "/v2/cache", null).status()).isEqualTo(400);
        var queue = glance.admin().header("X-Image-Cache-Clear-Target", "queue");
        assertThat(queue.exchange("DELETE", "/v2/cache", null).status()).isEqualTo(204);
        assertThat(cached()).containsExactly(two);
        assertThat(glance.admin().exchange("DELETE", "/v2/cache", null).status())
                .isEqualTo(204);
        assertThat(cached()).isEmpty();
        assertThat(glance.admin().exchange("POST", "/v2/cache/clean", null).status())
                .isEqualTo(200);
    }

    @Test
    void withoutACacheThereIsNone() {
        start(0);
        assertThat(glance.admin().exchange("GET", "/v2/cache", null).status()).isEqualTo(404);
        var versions =
                glance.api().anonymous().get("/versions").path("versions").findValuesAsString("id");
        assertThat(versions).startsWith("v2.17", "v2.15", "v2.13").doesNotContain("v2.14");
    }
}
