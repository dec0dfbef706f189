package stratus.main;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What of the host belongs to the cloud of one data folder, by name.
 *
 * @param name of the network namespace of its data plane
 */
record Realm(String name) {
    private static final Path USUAL = Path.of("/var/lib/stratus");

    /** Clouds with other data folders live side by side. */
    static Realm of(Path data) {
        var folder = data.toAbsolutePath().normalize();
        if (folder.equals(USUAL)) {
            return new Realm("stratus");
        }
        var hash = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8));
        return new Realm("stratus-" + hash.toString().substring(0, 8));
    }

    /** What is true until the machine is switched off. */
    Path runtime() {
        return Path.of("/run", name);
    }

    /** The command that enters the namespace. */
    List<String> enter() {
        return List.of("ip", "netns", "exec", name);
    }
}
