package stratus.main;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.RestClient;
import stratus.oslo.trace.HaltPoints;
import stratus.testing.service.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A {@link ChildCloud} and clients of it; {@code haltAt} is {@code 13:before} or null. */
final class KillableCloud implements AutoCloseable {
    private static final Duration START = Await.PATIENCE;

    private final Path data;
    private final Process process;
    private final JsonNode known;

    KillableCloud(Path data, @Nullable String haltAt) {
        this(data, haltAt, "fake");
    }

    KillableCloud(Path data, @Nullable String haltAt, String virt) {
        this.data = data;
        this.process = start(data, haltAt, virt);
        await("start of " + haltAt)
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || Files.exists(data.resolve(ChildCloud.FILE)));
        this.known = read();
    }

    private static Process start(Path data, @Nullable String haltAt, String virt) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ChildCloud.class.getName(),
                data.toString(),
                virt);
        if (haltAt != null) {
            builder.environment().put(HaltPoints.VARIABLE, haltAt);
        }
        try {
            Files.deleteIfExists(data.resolve(ChildCloud.FILE));
            return builder.redirectErrorStream(true)
                    .redirectOutput(data.resolve("child.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode read() {
        try {
            if (!Files.exists(data.resolve(ChildCloud.FILE))) {
                throw new IllegalStateException("it did not start: " + Files.readString(data.resolve("child.log")));
            }
            return JsonMapper.shared().readTree(Files.readString(data.resolve(ChildCloud.FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RestClient anonymous(String role) {
        return RestClient.to(role, known.path(role).stringValue());
    }

    RestClient admin(String role, String token) {
        return anonymous(role).header("X-Auth-Token", token);
    }

    String logIn() {
        var answer = anonymous("keystone")
                .call(
                        "POST",
                        "/v3/auth/tokens",
                        TestCloud.logIn(known.path("password").stringValue()));
        return String.valueOf(answer.headers().get("x-subject-token"));
    }

    /** Ends as the halt ends it. */
    void awaitHalt() {
        try {
            assertThat(process.waitFor(Await.PATIENCE.toSeconds(), SECONDS))
                    .as("halts")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as("exit").isEqualTo(137);
    }

    /** No word of warning, as a power cut. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
