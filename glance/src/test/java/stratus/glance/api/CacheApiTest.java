package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceOptions;
import stratus.glance.GlanceService;
import stratus.glance.StoreConfig;
import stratus.glance.domain.WorkerRules;
import stratus.glance.store.WebServer;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

@Timeout(180)
class CacheApiTest {
    private static final byte[] BITS = new byte[1000];

    private final Db db = BothDatabases.sqlite("glance");
    private final WebServer server = new WebServer();

    @TempDir
    private Path folder = Path.of("");

    private GlanceService service;
    private TestApi api;
    private RestClient admin;
    private RestClient member;

    @BeforeEach
    void start() {
        start(2500);
    }

    private void start(long most) {
        var config = new GlanceConfig(folder, "http://keystone:5000", null)
                .with(List.of(StoreConfig.file("file", folder), StoreConfig.http("web")))
                .with(GlanceOptions.usual().with(WorkerRules.usual().withCache(most, Duration.ZERO)));
        service = new GlanceService(config, db, new Callers(), InstantSource.system());
        api = new TestApi(service.api());
        admin = api.as("admin");
        member = api.as("member");
    }

    private void stopService() {
        api.close();
        service.close();
    }

    @AfterEach
    void stop() {
        stopService();
        server.close();
        db.close();
    }

    private String create() {
        return member.post("/v2/images", Map.of("disk_format", "raw", "container_format", "bare"))
                .path("id")
                .asString();
    }

    private String uploaded() {
        var id = create();
        member.upload("PUT", "/v2/images/%s/file".formatted(id), new ByteArrayInputStream(BITS));
        return id;
    }

    /** An image whose bits are far away. */
    private String onTheWeb() {
        var id = create();
        member.post("/v2/images/%s/locations".formatted(id), Map.of("url", server.serve("/" + id, BITS)));
        Await.until("end of the task", () -> !member.get("/v2/images/" + id).has("os_glance_import_task"));
        return id;
    }

    private int download(String id) {
        var out = new ByteArrayOutputStream();
        var answer = member.exchange("GET", "/v2/images/%s/file".formatted(id), null);
        if (answer.status() == 200) {
            member.download("/v2/images/%s/file".formatted(id), out);
            assertThat(out.toByteArray()).isEqualTo(BITS);
        }
        return answer.status();
    }

    private List<String> cached() {
        return admin.get("/v2/cache").path("cached_images").findValuesAsString("image_id");
    }

    private JsonNode entry(String id) {
        for (var image : admin.get("/v2/cache").path("cached_images")) {
            if (image.path("image_id").asString().equals(id)) {
                return image;
            }
        }
        throw new AssertionError("not cached: " + id);
    }

    private void queue(String id) {
        assertThat(admin.exchange("PUT", "/v2/cache/" + id, null).status()).isEqualTo(202);
        Await.until(
                "end of the queue",
                () -> admin.get("/v2/cache").path("queued_images").isEmpty());
    }

    @Test
    void theCacheIsForAdministrators() {
        assertThat(member.exchange("GET", "/v2/cache", null).status()).isEqualTo(403);
        assertThat(member.exchange("PUT", "/v2/cache/" + uploaded(), null).status())
                .isEqualTo(403);
        assertThat(admin.exchange("PUT", "/v2/cache/nothing", null).status()).isEqualTo(404);
        assertThat(admin.exchange("PUT", "/v2/cache/" + create(), null).status())
                .as("not active")
                .isEqualTo(400);
        assertThat(admin.exchange("DELETE", "/v2/cache/nothing", null).status()).isEqualTo(404);
    }

    @Test
    void whatIsQueuedIsCachedAndReadWithItsStoreDown() {
        var id = uploaded();
        queue(id);
        assertThat(cached()).containsExactly(id);
        assertThat(entry(id).path("size").asLong()).isEqualTo(BITS.length);
        assertThat(entry(id).path("hits").asLong()).isZero();
        assertThat(admin.get("/v2/cache/nodes/" + id).size()).isEqualTo(1);
        delete(StoredFiles.one(folder, id));
        assertThat(download(id)).isEqualTo(200);
        assertThat(entry(id).path("hits").asLong()).isPositive();
        assertThat(api.as("other")
                        .exchange("GET", "/v2/images/%s/file".formatted(id), null)
                        .status())
                .as("the cache does not ask less than the store")
                .isEqualTo(404);
    }

    private static void delete(Path file) {
        assertThat(file.toFile().delete()).isTrue();
    }

    @Test
    void whatComesFromAfarIsCachedAsItIsRead() {
        var far = onTheWeb();
        var near = uploaded();
        download(near);
        assertThat(cached()).isEmpty();
        download(far);
        assertThat(cached()).containsExactly(far);
        stopService();
        start(2500);
        server.close();
        assertThat(download(far)).isEqualTo(200);
    }

    @Test
    void whatIsReadInPartOrWrongIsNotCached() {
        var far = onTheWeb();
        member.header("Range", "bytes=0-9").exchange("GET", "/v2/images/%s/file".formatted(far), null);
        server.serve("/" + far, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> member.exchange("GET", "/v2/images/%s/file".formatted(far), null))
                .as("the answer breaks off")
                .isInstanceOf(Fault.Unavailable.class);
        var wrong = BITS.clone();
        wrong[5] = 1;
        server.serve("/" + far, wrong);
        member.exchange("GET", "/v2/images/%s/file".formatted(far), null);
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
        stopService();
        start(1500);
        var pruned = admin.post("/v2/cache/prune", null);
        assertThat(pruned.path("total_files_pruned").asInt()).isEqualTo(1);
        assertThat(pruned.path("total_bytes_pruned").asInt()).isEqualTo(BITS.length);
    }

    @Test
    void whatIsCachedGoesWithItsImageOrByHand() {
        var one = uploaded();
        queue(one);
        assertThat(admin.exchange("DELETE", "/v2/cache/" + one, null).status()).isEqualTo(204);
        assertThat(cached()).isEmpty();
        queue(one);
        assertThat(member.exchange("DELETE", "/v2/images/" + one, null).status())
                .isEqualTo(204);
        assertThat(cached()).isEmpty();
        assertThat(Files.exists(folder.resolve("cache").resolve(one))).isFalse();
        var two = uploaded();
        queue(two);
        var bad = admin.header("X-Image-Cache-Clear-Target", "all");
        assertThat(bad.exchange("DELETE", "/v2/cache", null).status()).isEqualTo(400);
        var queue = admin.header("X-Image-Cache-Clear-Target", "queue");
        assertThat(queue.exchange("DELETE", "/v2/cache", null).status()).isEqualTo(204);
        assertThat(cached()).containsExactly(two);
        assertThat(admin.exchange("DELETE", "/v2/cache", null).status()).isEqualTo(204);
        assertThat(cached()).isEmpty();
        assertThat(admin.exchange("POST", "/v2/cache/clean", null).status()).isEqualTo(200);
    }

    @Test
    void withoutACacheThereIsNone() {
        stopService();
        start(0);
        assertThat(admin.exchange("GET", "/v2/cache", null).status()).isEqualTo(404);
        var versions = api.anonymous().get("/versions").path("versions").findValuesAsString("id");
        assertThat(versions).startsWith("v2.17", "v2.15", "v2.13").doesNotContain("v2.14");
    }
}
