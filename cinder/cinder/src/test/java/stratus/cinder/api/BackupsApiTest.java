package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;

class BackupsApiTest {
    private TestCinder cinder;
    private String volume = "";

    @BeforeEach
    void start() {
        cinder = new TestCinder();
        volume = cinder.volume("v");
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private void write(String text) throws IOException {
        try (var file = Files.newByteChannel(cinder.folder.resolve("volume-" + volume), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(3), StandardCharsets.UTF_8);
        }
    }

    private String backup() {
        var made = cinder.as("member")
                .exchange("POST", path("/backups"), Map.of("backup", Map.of("volume_id", volume, "name", "b")));
        assertThat(made.status()).isEqualTo(202);
        var id = made.body().path("backup").path("id").stringValue();
        Await.until(() -> status(id).equals("available"));
        cinder.awaitStatus(volume, "available");
        return id;
    }

    private String status(String id) {
        return cinder.as("member")
                .get(path("/backups/" + id))
                .path("backup")
                .path("status")
                .stringValue();
    }

    @Test
    void aBackupOutlivesItsVolumeAndBecomesAnother() throws IOException {
        write("old");
        var id = backup();
        write("new");
        var restored = cinder.as("member")
                .post(path("/backups/" + id + "/restore"), Map.of("restore", Map.of("volume_id", volume)))
                .path("restore");
        assertThat(restored.path("volume_id").stringValue()).isEqualTo(volume);
        cinder.awaitStatus(volume, "available");
        assertThat(start(cinder.folder.resolve("volume-" + volume))).isEqualTo("old");

        Await.until(() -> status(id).equals("available"));
        cinder.as("member").delete(path("/volumes/" + volume));
        var copy = cinder.as("member")
                .post(path("/backups/" + id + "/restore"), Map.of("restore", Map.of("name", "again")))
                .path("restore")
                .path("volume_id")
                .stringValue();
        cinder.awaitStatus(copy, "available");
        assertThat(cinder.show(copy).path("name").stringValue()).isEqualTo("again");
        assertThat(start(cinder.folder.resolve("volume-" + copy))).isEqualTo("old");
    }

    @Test
    void aBackupIsCountedListedAndGone() {
        var id = backup();
        assertThat(cinder.as("member")
                        .get(path("/backups/detail?volume_id=" + volume))
                        .path("backups"))
                .hasSize(1);
        assertThat(cinder.as("member")
                        .get(path("/limits"))
                        .at("/limits/absolute/totalBackupsUsed")
                        .intValue())
                .isEqualTo(1);
        assertThat(cinder.as("member")
                        .exchange("DELETE", path("/backups/" + id), null)
                        .status())
                .isEqualTo(202);
        Await.until(() -> cinder.as("member")
                        .exchange("GET", path("/backups/" + id), null)
                        .status()
                == 404);
        assertThat(cinder.backups).isEmptyDirectory();
    }
}
