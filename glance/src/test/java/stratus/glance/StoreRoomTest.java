package stratus.glance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.domain.TransferLimits;
import stratus.glance.store.Web;
import stratus.oslo.config.ConfigException;

/** Stores that cannot be opened stop the start, and are named. */
class StoreRoomTest {
    @TempDir
    private Path folder = Path.of("");

    private void assertRefused(String message, StoreConfig... stores) {
        var config = new GlanceConfig(folder, "http://keystone:5000", null).with(List.of(stores));
        try (var web = new Web(TransferLimits.usual())) {
            assertThatThrownBy(() -> StoreRoom.open(config, web))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void aFolderThatCannotBeMade() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertRefused(
                "[glance.store.fast] path = %s: it is no folder, and none can be made there.".formatted(file),
                StoreConfig.file("fast", file));
        var below = file.resolve("below");
        assertRefused(
                "[glance.store.fast] path = %s: it is no folder, and none can be made there.".formatted(below),
                StoreConfig.file("fast", below));
    }

    @Test
    void twoOfOneNameOrOneFolder() {
        var one = StoreConfig.file("one", folder.resolve("one"));
        assertRefused("[glance.store.one] There are two of that name.", one, StoreConfig.file("one", folder));
        assertRefused(
                "[glance.store.two] path = %s: another store is there.".formatted(folder.resolve("one")),
                one,
                StoreConfig.file("two", folder.resolve("x/../one")));
    }
}
