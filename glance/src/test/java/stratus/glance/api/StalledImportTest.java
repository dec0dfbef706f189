package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceOptions;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WebRules.Choice;
import stratus.glance.store.WebServer;
import tools.jackson.databind.JsonNode;

/** No import waits for ever. */
@Timeout(180)
class StalledImportTest {
    @AutoClose
    private final WebServer server = new WebServer();

    @AutoClose
    final TestGlance glance = new TestGlance();

    /** With less patience only for those that have to try it: any server may be slow on a busy machine. */
    @BeforeEach
    void configure(TestInfo test) {
        var patience = test.getTags().contains("stalls") ? Duration.ofSeconds(3) : Duration.ofMinutes(2);
        var web = new WebRules(Choice.only(List.of("http")), Choice.any(), Choice.any());
        var options = GlanceOptions.usual()
                .with(web)
                .with(TransferLimits.usual().reading(patience).ofSize(5000));
        glance.with(config -> config.with(options));
    }

    /** The task, once it has ended. */
    private JsonNode bring(String id, String uri) {
        var order = Map.of("method", Map.of("name", "web-download", "uri", uri));
        glance.member().post("/v2/images/%s/import".formatted(id), order);
        return glance.task(id);
    }

    private void assertRefused(String uri, String reason) throws IOException {
        var id = glance.image();
        var task = bring(id, uri);
        assertThat(task.path("status").asString()).isEqualTo("failure");
        assertThat(task.path("message").asString()).isEqualTo(reason);
        var image = glance.member().get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("os_glance_failed_import").asString()).isEqualTo("file");
        assertThat(image.path("os_glance_importing_to_stores").asString()).isEmpty();
        assertThat(image.has("os_glance_import_task")).isFalse();
        try (var left = Files.list(glance.images().resolve("staging"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @Tag("stalls")
    void aServerThatStopsInTheMiddleEndsTheImport() throws IOException {
        assertRefused(server.stall("/half", 3000), "127.0.0.1 sent no more data for 3 seconds.");
    }

    @Test
    @Tag("stalls")
    void soDoesOneThatAcceptsAndDoesNotAnswer() throws IOException {
        assertRefused(server.stall("/mute", -1), "127.0.0.1 did not answer for 3 seconds.");
    }

    @Test
    void whatEverElseAServerDoesIsNamed() throws IOException {
        assertRefused(server.url("/nothing"), "127.0.0.1 answered 404.");
        assertRefused("http://127.0.0.1:1/", "127.0.0.1 cannot be reached.");
        server.redirect("/round", "/round");
        assertRefused(server.url("/round"), "127.0.0.1 leads in circles.");
    }

    @Test
    void nothingIsFetchedThatIsTooLarge() throws IOException {
        assertThat(bring(glance.image(), server.serve("/fits", new byte[5000]))
                        .path("status")
                        .asString())
                .isEqualTo("success");
        assertRefused(
                server.serve("/large", new byte[5001]),
                "The incoming image is too large: The provided image is too large.");
    }
}
