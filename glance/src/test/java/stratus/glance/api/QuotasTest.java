package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceNeighbours;
import stratus.glance.GlanceService;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

@Timeout(180)
class QuotasTest {
    private static final byte[] BITS = new byte[2 << 20];

    private final Db db = BothDatabases.sqlite("glance");
    private final Map<String, Long> limits = new ConcurrentHashMap<>(Map.of(
            "image_count_total", 2L, "image_size_total", 5L, "image_stage_total", 3L, "image_count_uploading", 1L));

    @TempDir
    private Path folder = Path.of("");

    private GlanceService service;
    private TestApi api;
    private RestClient client;

    @BeforeEach
    void start() {
        var config = new GlanceConfig(folder, "http://keystone:5000", null);
        service = new GlanceService(
                config,
                db,
                new Callers(),
                new GlanceNeighbours(_ -> Map.copyOf(limits), (_, _, _) -> Optional.empty()),
                InstantSource.system());
        api = new TestApi(service.api());
        client = api.as("member");
    }

    @AfterEach
    void stop() {
        api.close();
        service.close();
        db.close();
    }

    private RestClient.Answer create() {
        return client.exchange("POST", "/v2/images", Map.of("disk_format", "raw", "container_format", "bare"));
    }

    private String image() {
        return create().body().path("id").asString();
    }

    private RestClient.Answer send(String what, String id) {
        return client.header("X-OpenStack-Image-Size", String.valueOf(BITS.length))
                .upload("PUT", "/v2/images/%s/%s".formatted(id, what), new ByteArrayInputStream(BITS));
    }

    @Test
    void noMoreImagesThanTheLimit() {
        create();
        create();
        var refused = create();
        assertThat(refused.status()).isEqualTo(413);
        assertThat(Cloud.said(refused))
                .endsWith("The response body:\nProject %s is over a limit for [Resource image_count_total is over limit"
                                .formatted(Callers.PROJECT)
                        + " of 2 due to current usage 2 and delta 1]");
    }

    @Test
    void noMoreBytesThanTheLimit() {
        var one = image();
        assertThat(send("file", one).status()).isEqualTo(204);
        limits.put("image_size_total", 3L);
        var other = image();
        assertThat(send("file", other).status()).isEqualTo(413);
        assertThat(client.get("/v2/images/" + other).path("status").asString()).isEqualTo("queued");
        var usage = client.get("/v2/info/usage").path("usage");
        assertThat(usage.at("/image_size_total/usage").asInt()).isEqualTo(2);
        assertThat(usage.at("/image_size_total/limit").asInt()).isEqualTo(3);
        assertThat(usage.at("/image_count_total/usage").asInt()).isEqualTo(2);
    }

    @Test
    void stagedBytesAndUploadsHaveLimitsOfTheirOwn() {
        var one = image();
        assertThat(send("stage", one).status()).isEqualTo(204);
        var other = image();
        assertThat(send("stage", other).status()).as("too much is staged").isEqualTo(413);
        limits.put("image_stage_total", 10L);
        assertThat(send("stage", other).status())
                .as("too many are on their way")
                .isEqualTo(413);
        assertThat(send("file", other).status()).as("too many are on their way").isEqualTo(413);
        assertThat(client.get("/v2/images/" + other).path("status").asString()).isEqualTo("queued");
        limits.put("image_count_uploading", 2L);
        assertThat(send("stage", other).status()).isEqualTo(204);
    }

    @Test
    void anImportOverTheLimitFailsItsTask() {
        var id = image();
        send("stage", id);
        limits.put("image_size_total", 1L);
        client.post("/v2/images/%s/import".formatted(id), Map.of("method", Map.of("name", "glance-direct")));
        Await.until("end of the import", () -> !client.get("/v2/images/" + id).has("os_glance_import_task"));
        assertThat(client.get("/v2/images/" + id).path("status").asString()).isEqualTo("queued");
    }

    @Test
    void whatNobodyRegisteredIsNotAllowed() {
        limits.clear();
        assertThat(create().status()).isEqualTo(413);
    }
}
