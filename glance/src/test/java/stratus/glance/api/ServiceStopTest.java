package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceOptions;
import stratus.glance.GlanceService;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WebRules.Choice;
import stratus.glance.store.WebServer;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

/** A service that is stopped while bits are on their way: its next life says that it was, and its images can be used. */
@Timeout(180)
class ServiceStopTest {
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

    @BeforeEach
    void start() {
        var web = new WebRules(Choice.only(List.of("http")), Choice.any(), Choice.any());
        service = new GlanceService(
                new GlanceConfig(folder, "http://keystone:5000", null)
                        .with(GlanceOptions.usual().with(web)),
                db,
                new Callers(),
                InstantSource.system());
        api = new TestApi(service.api());
        client = api.as("member");
    }

    private void stop() {
        api.close();
        service.close();
    }

    @AfterEach
    void end() {
        stop();
        server.close();
        db.close();
    }

    private String create() {
        return client.post("/v2/images", Map.of("disk_format", "raw", "container_format", "bare"))
                .path("id")
                .asString();
    }

    private String status(String id) {
        return client.get("/v2/images/" + id).path("status").asString();
    }

    private void awaitStatus(String id, String status) {
        while (!status(id).equals(status)) {
            Thread.onSpinWait();
        }
    }

    /** The next life removes what it finds. */
    private void awaitNothingLeft() throws IOException {
        while (anythingLeft()) {
            Thread.onSpinWait();
        }
    }

    private boolean anythingLeft() throws IOException {
        try (var files = Files.list(folder);
                var staged = Files.list(folder.resolve("staging"))) {
            return Stream.concat(files, staged).anyMatch(file -> file.toString().matches(".*[0-9a-f]{32}(\\.part)?"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3000})
    void anImportThatWaitsForTheWebHasNotFailed(int sent) throws IOException {
        var id = create();
        var order = Map.of("method", Map.of("name", "web-download", "uri", server.stall("/late", sent)));
        client.post("/v2/images/%s/import".formatted(id), order);
        awaitStatus(id, "importing");
        stop();
        start();
        var image = client.get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("os_glance_failed_import").asString()).isEmpty();
        assertThat(image.has("os_glance_import_task")).isFalse();
        var task = client.get("/v2/images/%s/tasks".formatted(id)).at("/tasks/0");
        assertThat(task.path("status").asString()).isEqualTo("failure");
        assertThat(task.path("message").asString()).isEqualTo("The service was stopped before it was done.");
        awaitNothingLeft();
    }

    /** Bits of which the last do not come. */
    private static InputStream endless(CountDownLatch stopped) {
        return new InputStream() {
            private int sent;

            @Override
            public int read() {
                return sent++ < 100_000 ? 0 : await();
            }

            private int await() {
                try {
                    stopped.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                int one = read();
                if (one < 0) {
                    return -1;
                }
                bytes[from] = (byte) one;
                return 1;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "stage"})
    void anImageWhoseBitsDidNotComeWaitsForThemAgain(String what) throws Exception {
        var id = create();
        var stopped = new CountDownLatch(1);
        var sender = Thread.ofPlatform().start(() -> {
            try {
                client.upload("PUT", "/v2/images/%s/%s".formatted(id, what), endless(stopped));
            } catch (RuntimeException cutOff) {
                return;
            }
        });
        awaitStatus(id, what.equals("file") ? "saving" : "uploading");
        stop();
        stopped.countDown();
        sender.join();
        start();
        assertThat(status(id)).isEqualTo("queued");
        awaitNothingLeft();
    }
}
