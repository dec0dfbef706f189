package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceOptions;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WebRules.Choice;
import stratus.glance.store.WebServer;
import stratus.oslo.http.RestClient;

@Timeout(180)
class ImportsApiTest {
    private static final Map<String, Object> DIRECT = Map.of("method", Map.of("name", "glance-direct"));

    @AutoClose
    final TestGlance glance = new TestGlance();

    private String create() {
        return glance.image(Map.of("disk_format", "qcow2"));
    }

    private int stage(String id, byte[] data) {
        return glance.stage(id, data).status();
    }

    private static byte[] qcow2() {
        return ByteBuffer.allocate(512)
                .put(new byte[] {'Q', 'F', 'I', (byte) 0xfb})
                .putInt(4, 3)
                .putLong(24, 1 << 20)
                .array();
    }

    @Test
    void whatIsStagedIsImported() throws IOException {
        var client = glance.member();
        var id = create();
        var path = "/v2/images/" + id;
        assertThat(client.exchange("POST", path + "/import", DIRECT).status()).isEqualTo(409);
        assertThat(stage(id, qcow2())).isEqualTo(204);
        assertThat(client.get(path).path("status").asString()).isEqualTo("uploading");
        assertThat(stage(id, qcow2())).isEqualTo(409);
        assertThat(client.exchange("POST", path + "/import", DIRECT).status()).isEqualTo(202);

        var task = glance.task(id);
        assertThat(task.path("status").asString()).isEqualTo("success");
        assertThat(task.at("/result/image_id").asString()).isEqualTo(id);
        assertThat(task.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "image_id",
                        "request_id",
                        "user_id",
                        "type",
                        "status",
                        "owner",
                        "expires_at",
                        "created_at",
                        "updated_at",
                        "deleted_at",
                        "deleted",
                        "input",
                        "result",
                        "message");
        assertThat(task.at("/input/backend").toString()).isEqualTo("[\"file\"]");
        assertThat(task.path("expires_at").isNull()).isFalse();
        assertThat(task.path("user_id").asString()).isNotEmpty();
        assertThat(task.at("/input/import_req/method/name").asString()).isEqualTo("glance-direct");
        var image = client.get(path);
        assertThat(image.path("status").asString()).isEqualTo("active");
        assertThat(image.path("virtual_size").asInt()).isEqualTo(1 << 20);
        assertThat(image.path("stores").asString()).isEqualTo("file");
        assertNothingStaged();
    }

    @Test
    void theImageIsLookedAtBeforeTheStoresAndWhoAsks() throws IOException {
        var client = glance.member();
        var id = create();
        var path = "/v2/images/%s/import".formatted(id);
        var nowhere = Map.of("method", Map.of("name", "glance-direct"), "stores", List.of());
        var reader = glance.as("reader");
        assertThat(client.exchange("POST", path, nowhere).status()).isEqualTo(409);
        assertThat(reader.exchange("POST", path, DIRECT).status()).isEqualTo(409);
        stage(id, qcow2());
        assertThat(client.exchange("POST", path, nowhere).status()).isEqualTo(400);
        assertThat(reader.exchange("POST", path, DIRECT).status()).isEqualTo(403);
    }

    @Test
    void whatIsNotWhatItClaimsStaysOut() throws IOException {
        var client = glance.member();
        var id = create();
        stage(id, new byte[100]);
        client.exchange("POST", "/v2/images/%s/import".formatted(id), DIRECT);

        var task = glance.task(id);
        assertThat(task.path("status").asString()).isEqualTo("failure");
        assertThat(task.path("message").asString()).contains("does not match");
        var image = client.get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("os_glance_failed_import").asString()).isEqualTo("file");
        assertNothingStaged();
    }

    @Test
    void whatIsStagedOutlivesARestartAndGoesWithItsImage() throws IOException {
        var client = glance.member();
        var id = create();
        stage(id, qcow2());
        client = glance.start().member();
        assertThat(client.get("/v2/images/" + id).path("status").asString()).isEqualTo("uploading");
        client.delete("/v2/images/" + id);
        assertNothingStaged();
    }

    @Test
    void onlyTheUsualPlacesOfTheWebAreAsked() {
        var client = glance.member();
        var id = create();
        for (var uri :
                List.of("http://x:22/", "file:///etc/passwd", "http://", "ftp://x/", "http://u:p@x/", "no uri")) {
            var order = Map.of("method", Map.of("name", "web-download", "uri", uri));
            assertThat(client.exchange("POST", "/v2/images/%s/import".formatted(id), order)
                            .status())
                    .as(uri)
                    .isEqualTo(400);
        }
        assertThat(client.get("/v2/images/" + id).path("status").asString()).isEqualTo("queued");
    }

    @Test
    void whatIsOnTheWebIsFetchedAlongAllowedWaysOnly() throws IOException {
        try (var server = new WebServer()) {
            var ports = new WebRules(Choice.only(List.of("http")), Choice.any(), Choice.only(List.of(server.port())));
            var client = glance.with(config -> config.with(GlanceOptions.usual().with(ports)))
                    .start()
                    .member();
            server.redirect("/away", "http://127.0.0.1:1/");
            assertThat(importFrom(client, server.serve("/image", qcow2()))).isEqualTo("active");
            assertThat(importFrom(client, server.url("/away"))).isEqualTo("queued");
            assertThat(importFrom(client, server.url("/nothing"))).isEqualTo("queued");
            assertNothingStaged();
        }
    }

    private String importFrom(RestClient client, String uri) {
        var id = create();
        var order = Map.of("method", Map.of("name", "web-download", "uri", uri));
        client.post("/v2/images/%s/import".formatted(id), order);
        glance.task(id);
        return client.get("/v2/images/" + id).path("status").asString();
    }

    private void assertNothingStaged() throws IOException {
        try (var left = Files.list(glance.images().resolve("staging"))) {
            assertThat(left).isEmpty();
        }
    }
}
