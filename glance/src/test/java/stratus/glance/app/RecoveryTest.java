package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.domain.Image;
import stratus.glance.domain.StoreInfo;
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
        return start(store, false);
    }

    private Parts start(String store, boolean readOnly) throws IOException {
        var info = new StoreInfo("file", "file", "", 0, readOnly, Map.of());
        var backend = new Backend(info, new FileStore(folder.resolve(store)));
        var parts = new Parts(db, folder, List.of(backend), "one", InstantSource.system());
        parts.recovery.start();
        parts.recovery.sweep();
        return parts;
    }

    private static byte[] read(Parts parts, Image image) throws IOException {
        try (var in =
                parts.downloads.open(parts.images.now(image), 0, List.of()).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static Image uploaded(Parts parts) {
        var image = parts.queued();
        parts.upload(image, new byte[10]);
        return image;
    }

    @Test
    void imagesFromBeforeThereWereStoresAreFoundInOne() throws IOException {
        Image image;
        try (var parts = start("bits")) {
            image = uploaded(parts);
            parts.images.update(parts.caller, image.id(), now -> now.withLocations(List.of()));
            Files.write(folder.resolve("bits").resolve(image.id()), new byte[10]);
        }
        try (var parts = start("bits")) {
            assertThat(Parts.places(parts.images.now(image))).containsExactly("file");
            assertThat(read(parts, image)).hasSize(10);
        }
    }

    private void assertFollows(boolean readOnly) throws IOException {
        Image image;
        try (var parts = start("here")) {
            image = uploaded(parts);
        }
        Files.move(folder.resolve("here"), folder.resolve("there"));
        try (var parts = start("there", readOnly)) {
            assertThat(read(parts, image)).hasSize(10);
            assertThat(parts.images.now(image).locations().getFirst().url()).contains("/there/");
        }
    }

    @Test
    void aFolderThatWasMovedKeepsItsImages() throws IOException {
        assertFollows(false);
    }

    @Test
    void soDoesOneThatIsOnlyRead() throws IOException {
        assertFollows(true);
    }

    @Test
    void bitsThatTheRegistryNeverHeardOfAreNotTouched() throws IOException {
        var unknown = folder.resolve("bits").resolve(UUID.randomUUID().toString());
        try (var parts = start("bits")) {
            assertThat(Parts.places(parts.images.now(uploaded(parts)))).containsExactly("file");
        }
        Files.write(unknown, new byte[10]);
        try (var _ = start("bits")) {
            assertThat(unknown).as("of an image that a restored database lost").exists();
        }
    }

    @Test
    void aReadOnlyStoreKeepsWhatIsDeletedUntilItMayBeRemoved() throws IOException {
        Image image;
        try (var parts = start("bits")) {
            image = uploaded(parts);
        }
        try (var parts = start("bits", true)) {
            parts.images.delete(parts.caller, image);
            assertThat(folder.resolve("bits")).isNotEmptyDirectory();
        }
        try (var _ = start("bits")) {
            assertThat(folder.resolve("bits")).isEmptyDirectory();
        }
    }
}
