package stratus.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends WritableStoreContract {
    @TempDir
    private Path folder = Path.of("");

    private FileStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FileStore(folder.resolve("a folder"));
    }

    @Override
    Store store() {
        return store;
    }

    @Test
    void whatAnotherLeftInTheFolderIsNotOurs() throws IOException {
        var file = Files.writeString(store.folder().resolve("README"), "do not delete");
        Files.createDirectory(store.folder().resolve("staging"));
        store.tidy();
        assertThat(store.urls()).isEmpty();
        assertThat(file).exists();
    }

    @Test
    void whatACrashLeftIsTidiedUp() throws IOException {
        var part = Files.createFile(store.folder().resolve("x.part"));
        store.tidy();
        assertThat(part).doesNotExist();
    }

    @Test
    void aFolderThatIsGoneIsAStoreThatDoesNotWork() throws IOException {
        var url = put("11111111-1111-4111-8111-111111111111", new byte[1]);
        Files.delete(Path.of(java.net.URI.create(url)));
        Files.delete(store.folder());
        assertThatThrownBy(() -> store.open(url, 0)).isInstanceOf(NoSuchFileException.class);
    }
}
