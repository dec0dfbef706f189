package stratus.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
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
        assertThat(store.retain(_ -> false, _ -> false)).isEmpty();
        assertThat(file).exists();
    }

    @Test
    void whatAnUploadLeftThatWasCutOffGoesWithItsPlace() throws IOException {
        var url = store.place("11111111-1111-4111-8111-111111111111");
        var part = Files.createFile(Path.of(URI.create(url + ".part")));
        store.delete(url);
        assertThat(part).doesNotExist();
    }

    @Test
    void ofFixedPlacesOnlyThoseAreRetainedThatAreNamed() throws IOException {
        var kept = "11111111-1111-4111-8111-111111111111";
        var other = "22222222-2222-4222-8222-222222222222";
        for (var name : new String[] {kept, other, kept + ".part", other + ".part"}) {
            Files.createFile(store.folder().resolve(name));
        }
        assertThat(store.retain(kept::equals, other::equals)).containsExactly(kept);
        assertThat(store.folder()).isDirectoryNotContaining("glob:**" + kept + ".part");
        assertThat(store.folder()).isDirectoryContaining("glob:**" + other + ".part");
        assertThat(store.folder()).isDirectoryNotContaining("glob:**" + other);
    }

    @Test
    void aFolderThatIsElsewhereNowHasTheSameBits() throws IOException {
        var url = put("11111111-1111-4111-8111-111111111111", new byte[3]);
        var there = store.folder().resolveSibling("there");
        Files.move(store.folder(), there);
        var moved = new FileStore(there);
        assertThat(moved.size(url)).isEqualTo(3);
        assertThat(moved.size(moved.moved(url))).isEqualTo(3);
        assertThat(moved.moved(url)).contains("/there/");
        assertThat(moved.moved("http://elsewhere/")).isEqualTo("http://elsewhere/");
    }

    @Test
    void aFolderThatIsGoneIsAStoreThatDoesNotWork() throws IOException {
        var url = put("11111111-1111-4111-8111-111111111111", new byte[1]);
        Files.delete(Path.of(URI.create(url)));
        Files.delete(store.folder());
        assertThatThrownBy(() -> store.open(url, 0)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.delete(url)).isInstanceOf(NoSuchFileException.class);
    }
}
