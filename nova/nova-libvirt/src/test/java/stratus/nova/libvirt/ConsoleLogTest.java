package stratus.nova.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleLogTest {
    @TempDir
    private Path folder;

    @Test
    void theLastLinesAreTheLastLines() throws Exception {
        var file = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\nlogin: ");
        assertThat(ConsoleLog.read(file, 2)).isEqualTo("three\nlogin: ");
        assertThat(ConsoleLog.read(file, 100)).isEqualTo("one\ntwo\nthree\nlogin: ");
        assertThat(ConsoleLog.read(file, null)).isEqualTo("one\ntwo\nthree\nlogin: ");
        Files.writeString(file, "one\ntwo\n");
        assertThat(ConsoleLog.read(file, 1)).isEqualTo("two\n");
    }

    @Test
    void aGuestThatNeverSpokeHasAnEmptyLog() {
        assertThat(ConsoleLog.read(folder.resolve("none"), 5)).isEmpty();
    }
}
