package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.domain.Image;
import stratus.glance.store.FileStore;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** What a start finds, and what it makes of it. */
class RecoveryTest {
    private final Db db = BothDatabases.sqlite("glance");

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        db.close();
    }

    private Parts start(String store) throws IOException {
        var parts = new Parts(db, folder, Map.of("file", new FileStore(folder.resolve(store))));
        parts.recovery.run(Instant.now());
        parts.leftovers.sweep();
        return parts;
    }

    private static byte[] read(Parts parts, Image image) throws IOException {
        try (var in =
                parts.downloads.open(parts.images.now(image), 0, List.of()).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    @Test
    void imagesFromBeforeThereWereStoresAreFoundInOne() throws IOException {
        Image image;
        try (var parts = start("bits")) {
            image = parts.queued();
            parts.upload(image, new byte[10]);
            parts.images.update(parts.caller, image.id(), now -> {
                var edit = new Edit(now);
                edit.locations = List.of();
                return edit.image();
            });
            Files.write(folder.resolve("bits").resolve(image.id()), new byte[10]);
        }
        try (var parts = start("bits")) {
            assertThat(Parts.places(parts.images.now(image))).containsExactly("file");
            assertThat(read(parts, image)).hasSize(10);
        }
    }

    @Test
    void aFolderThatWasMovedKeepsItsImages() throws IOException {
        Image image;
        try (var parts = start("here")) {
            image = parts.queued();
            parts.upload(image, new byte[10]);
        }
        Files.move(folder.resolve("here"), folder.resolve("there"));
        try (var parts = start("there")) {
            assertThat(read(parts, image)).hasSize(10);
            assertThat(parts.images.now(image).locations().getFirst().url()).contains("/there/");
        }
    }

    @Test
    void anUploadIsSparedByTheSweepThatRunsBesideIt() throws IOException {
        try (var parts = start("bits")) {
            var image = parts.queued();
            var sweeping = new ByteArrayInputStream(new byte[3_000_000]) {
                @Override
                public int readNBytes(byte[] bytes, int from, int length) {
                    parts.leftovers.sweep();
                    return super.readNBytes(bytes, from, length);
                }

                @Override
                public byte[] readNBytes(int length) throws IOException {
                    parts.leftovers.sweep();
                    return super.readNBytes(length);
                }
            };
            parts.uploads.take(parts.caller, image, sweeping, -1, "file");
            parts.leftovers.sweep();
            assertThat(read(parts, image)).hasSize(3_000_000);
        }
    }
}
