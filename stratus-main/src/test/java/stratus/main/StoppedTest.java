package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.testing.service.Await;

/** The program itself, told to end as a user tells it. */
class StoppedTest {
    @TempDir
    Path data;

    /** A process that cannot close ends nevertheless, after 20 s; but then it leaves its mark that it is ready. */
    @Test
    void aSignalEndsItOnceEverythingIsClosed() throws Exception {
        var process = up();
        try {
            await("ready")
                    .atMost(Await.PATIENCE)
                    .until(() -> !process.isAlive() || Files.exists(data.resolve("run/ready")));
            assertThat(data.resolve("run/ready"))
                    .as(Files.readString(data.resolve("log")))
                    .exists();

            process.destroy();

            assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
            assertThat(data.resolve("run/ready")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process up() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "up",
                        "--data",
                        data.toString(),
                        "--virt",
                        "fake",
                        "--port-base",
                        String.valueOf(freeBase()))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile())
                .start();
    }

    /** Below what the kernel gives to clients. */
    private static int freeBase() {
        return IntStream.iterate(11_300, base -> base < 22_000, base -> base + 137)
                .filter(StoppedTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int base) {
        for (int port : Ports.standard("127.0.0.1", base).byRole().values()) {
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                continue;
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
