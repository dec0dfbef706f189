package stratus.main;

import java.nio.file.Path;
import java.util.Objects;

/** What the launcher needs to hear to find a data folder again: nothing, for the one that it takes by itself. */
final class DataOption {
    private DataOption() {}

    /** Begins with a space where it is anything. */
    static String of(Path data) {
        var folder = data.toAbsolutePath().normalize();
        return folder.equals(usual()) ? "" : " --data " + folder;
    }

    private static Path usual() {
        if (VirtChoice.root()) {
            return Path.of("/var/lib/stratus");
        }
        var home = System.getenv("XDG_DATA_HOME");
        return Path.of(Objects.requireNonNullElseGet(home, () -> System.getProperty("user.home") + "/.local/share"))
                .resolve("stratus");
    }
}
