package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.glance.GlanceOptions;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WebRules.Choice;
import stratus.glance.store.WebServer;
import stratus.testing.service.Await;

/** A service that is stopped while bits are on their way: its next life says that it was, and its images can be used. */
@Timeout(180)
class ServiceStopTest {
    @AutoClose
    private final WebServer server = new WebServer();

    @AutoClose
    final TestGlance glance = new TestGlance();

    @BeforeEach
    void configure() {
        var web = new WebRules(Choice.only(List.of("http")), Choice.any(), Choice.any());
        glance.with(config -> config.with(GlanceOptions.usual().with(web)));
    }

    private void awaitStatus(String id, String status) {
        Await.until(status, () -> glance.status(id).equals(status));
    }

    /** The next life removes what it finds. */
    private void awaitNothingLeft() {
        Await.until("nothing left", () -> !anythingLeft());
    }

    private boolean anythingLeft() {
        try (var files = Files.list(glance.images());
                var staged = Files.list(glance.images().resolve("staging"))) {
            return Stream.concat(files, staged).anyMatch(file -> file.toString().matches(".*[0-9a-f]{32}(\\.part)?"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3000})
    void anImportThatWaitsForTheWebHasNotFailed(int sent) {
        var id = glance.image();
        var order = Map.of("method", Map.of("name", "web-download", "uri", server.stall("/late", sent)));
        glance.member().post("/v2/images/%s/import".formatted(id), order);
        awaitStatus(id, "importing");
        glance.start();
        var image = glance.member().get("/v2/images/" + id);
        assertThat(image.path("status").asString()).isEqualTo("queued");
        assertThat(image.path("os_glance_failed_import").asString()).isEmpty();
        assertThat(image.has("os_glance_import_task")).isFalse();
        var task = glance.member().get("/v2/images/%s/tasks".formatted(id)).at("/tasks/0");
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
        var id = glance.image();
        var stopped = new CountDownLatch(1);
        var sender = Thread.ofPlatform().start(() -> {
            try {
                glance.member().upload("PUT", "/v2/images/%s/%s".formatted(id, what), endless(stopped));
            } catch (RuntimeException cutOff) {
                return;
            }
        });
        awaitStatus(id, what.equals("file") ? "saving" : "uploading");
        glance.stop();
        stopped.countDown();
        sender.join();
        glance.start();
        assertThat(glance.status(id)).isEqualTo("queued");
        awaitNothingLeft();
    }
}
