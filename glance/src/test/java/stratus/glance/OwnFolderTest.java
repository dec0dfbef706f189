package stratus.glance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest {
    @TempDir
    private Path folder = Path.of("");

    private String name(String folder) throws IOException {
        try (var own = OwnFolder.take(this.folder.resolve(folder))) {
            return own.name();
        }
    }

    @Test
    void whoHasTheFolderNextIsTheSameAgainAndNobodyElse() throws IOException {
        assertThat(name("a")).hasSize(36).isEqualTo(name("a")).isNotEqualTo(name("b"));
    }

    @Test
    void oneProcessHasItAtATime() throws IOException {
        try (var _ = OwnFolder.take(folder)) {
            assertThatThrownBy(() -> OwnFolder.take(folder)).hasMessageContaining("Another process");
        }
        assertThat(name("")).isNotEmpty();
    }
}
