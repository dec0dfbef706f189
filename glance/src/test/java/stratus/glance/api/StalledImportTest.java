package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceOptions;
import stratus.glance.GlanceService;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WebRules.Choice;
import stratus.glance.store.WebServer;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

/** No import waits for ever. */
@Timeout(180)
class StalledImportTest {
    private final Db db = BothDatabases.sqlite("glance");
    private final WebServer server = new WebServer();

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private GlanceService service;

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @SuppressWarnings("NullAway.Init")
    private RestClient client;

    /** With less patience only for those that have to try it: any server may be slow on a busy machine. */
    @BeforeEach
    void start(TestInfo test) {
        var patience = test.getTags().contains("stalls") ? Duration.ofSeconds(3) : Duration.ofMinutes(10);
        var web = new WebRules(Choice.only(List.of("http")), Choice.any(), Choice.any());
        var options = GlanceOptions.usual()
                .with(web)
                .with(TransferLimits.usual().reading(patience).ofSize(5000));
        service = new GlanceService(
                new GlanceConfig(folder, "http://keystone:5000", null).with(options),
                db,
                new Callers(),
                InstantSource.system());
        api = new TestApi(service.api());
        client = api.as("member");
    }

    @AfterEach
    void stop() {
        api.close();
        service.close();
        server.close();
        db.close();
    }

    private String create() {
        return client.post("/v2/images", Map.of("disk_format", "raw", "container_format", "bare"))
                .path("id")
                .asString();
    }

    /** The task, once it has ended. */
    private JsonNode bring(String id, String uri) {
        var order = Map.of("method", Map.of("name", "web-download", "uri", uri));
        client.post("/v2/images/%s/import".formatted(id), order);
        Await.until(
                "end of the task", () -> !task(id).path("status").asString("").equals("processing"));
        return task(id);
    }

    private JsonNode task(String id) {
        return client.get("/v2/images/%s/tasks".formatted(id)).at("/tasks/0");
    }

    private void assertRefused(String uri, String reason) {
        var id = create();
        var task = bring(id, uri);
        assertThat(task.path("status").asString()).isEqualTo("failure");
        assertThat(task.path("message").asString()).isEqualTo(reason);
        var image = client.get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("os_glance_failed_import").asString()).isEqualTo("file");
        assertThat(image.path("os_glance_importing_to_stores").asString()).isEmpty();
        assertThat(image.has("os_glance_import_task")).isFalse();
        assertThat(staged()).isZero();
    }

    @Test
    @Tag("stalls")
    void aServerThatStopsInTheMiddleEndsTheImport() {
        assertRefused(server.stall("/half", 3000), "127.0.0.1 sent no more data for 3 seconds.");
    }

    @Test
    @Tag("stalls")
    void soDoesOneThatAcceptsAndDoesNotAnswer() {
        assertRefused(server.stall("/mute", -1), "127.0.0.1 did not answer for 3 seconds.");
    }

    @Test
    void theDeletionOfItsImageEndsTheImportAtOnce() {
        var id = create();
        var order = Map.of("method", Map.of("name", "web-download", "uri", server.stall("/endless", 3000)));
        client.post("/v2/images/%s/import".formatted(id), order);
        Await.until("the first bytes", () -> staged() > 0);
        client.delete("/v2/images/" + id);
        Await.until("the end of the import", () -> staged() == 0);
    }

    private long staged() {
        try (var files = Files.list(folder.resolve("staging"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatEverElseAServerDoesIsNamed() {
        assertRefused(server.url("/nothing"), "127.0.0.1 answered 404.");
        assertRefused("http://127.0.0.1:1/", "127.0.0.1 cannot be reached.");
        server.redirect("/round", "/round");
        assertRefused(server.url("/round"), "127.0.0.1 leads in circles.");
        assertRefused(server.odd("/odd"), "127.0.0.1 gave an answer that cannot be understood.");
    }

    @Test
    void nothingIsFetchedThatIsTooLarge() {
        assertThat(bring(create(), server.serve("/fits", new byte[5000]))
                        .path("status")
                        .asString())
                .isEqualTo("success");
        assertRefused(
                server.serve("/large", new byte[5001]),
                "The incoming image is too large: The provided image is too large.");
    }
}
