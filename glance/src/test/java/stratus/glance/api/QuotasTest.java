package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceNeighbours;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import stratus.testing.service.Callers;

@Timeout(180)
class QuotasTest {
    private static final byte[] BITS = new byte[2 << 20];

    private final Map<String, Long> limits = new ConcurrentHashMap<>(Map.of(
            "image_count_total", 2L, "image_size_total", 5L, "image_stage_total", 3L, "image_count_uploading", 1L));

    @AutoClose
    final TestGlance glance =
            new TestGlance(new GlanceNeighbours(_ -> Map.copyOf(limits), (_, _, _) -> Optional.empty()));

    private RestClient.Answer create() {
        return glance.member().exchange("POST", "/v2/images", Map.of("disk_format", "raw", "container_format", "bare"));
    }

    private RestClient.Answer send(String what, String id) {
        return glance.member()
                .header("X-OpenStack-Image-Size", String.valueOf(BITS.length))
                .upload("PUT", "/v2/images/%s/%s".formatted(id, what), new ByteArrayInputStream(BITS));
    }

    @Test
    void noMoreImagesThanTheLimit() {
        create();
        create();
        var refused = create();
        assertThat(refused.status()).isEqualTo(413);
        assertThat(TestGlance.said(refused))
                .endsWith("The response body:\nProject %s is over a limit for [Resource image_count_total is over limit"
                                .formatted(Callers.PROJECT)
                        + " of 2 due to current usage 2 and delta 1]");
    }

    @Test
    void noMoreBytesThanTheLimit() {
        var one = glance.image();
        assertThat(send("file", one).status()).isEqualTo(204);
        limits.put("image_size_total", 3L);
        var other = glance.image();
        assertThat(send("file", other).status()).isEqualTo(413);
        assertThat(glance.member().get("/v2/images/" + other).path("status").asString())
                .isEqualTo("queued");
        var usage = glance.member().get("/v2/info/usage").path("usage");
        assertThat(usage.at("/image_size_total/usage").asInt()).isEqualTo(2);
        assertThat(usage.at("/image_size_total/limit").asInt()).isEqualTo(3);
        assertThat(usage.at("/image_count_total/usage").asInt()).isEqualTo(2);
    }

    @Test
    void stagedBytesAndUploadsHaveLimitsOfTheirOwn() {
        var one = glance.image();
        assertThat(send("stage", one).status()).isEqualTo(204);
        var other = glance.image();
        assertThat(send("stage", other).status()).as("too much is staged").isEqualTo(413);
        limits.put("image_stage_total", 10L);
        assertThat(send("stage", other).status())
                .as("too many are on their way")
                .isEqualTo(413);
        assertThat(send("file", other).status()).as("too many are on their way").isEqualTo(413);
        assertThat(glance.member().get("/v2/images/" + other).path("status").asString())
                .isEqualTo("queued");
        limits.put("image_count_uploading", 2L);
        assertThat(send("stage", other).status()).isEqualTo(204);
    }

    @Test
    void anImportOverTheLimitFailsItsTask() {
        var id = glance.image();
        send("stage", id);
        limits.put("image_size_total", 1L);
        glance.member().post("/v2/images/%s/import".formatted(id), Map.of("method", Map.of("name", "glance-direct")));
        Await.until(
                "end of the import",
                () -> !glance.member().get("/v2/images/" + id).has("os_glance_import_task"));
        assertThat(glance.member().get("/v2/images/" + id).path("status").asString())
                .isEqualTo("queued");
    }

    @Test
    void whatNobodyRegisteredIsNotAllowed() {
        limits.clear();
        assertThat(create().status()).isEqualTo(413);
    }
}
