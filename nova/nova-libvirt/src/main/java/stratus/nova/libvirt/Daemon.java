package stratus.nova.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that outlives us, known by a file with its number.
 *
 * @param mark what its command line has in it: numbers are used again
 */
record Daemon(Path pidFile, String mark) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    boolean alive() {
        return process().isPresent();
    }

    /** Asks it to end, then ends it. */
    void end() {
        var found = process();
        found.ifPresent(ProcessHandle::destroy);
        if (!Waiting.until(PATIENCE, () -> !alive())) {
            found.ifPresent(ProcessHandle::destroyForcibly);
            Waiting.until(PATIENCE, () -> !alive());
        }
    }

    private Optional<ProcessHandle> process() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            var line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return line.contains(mark) ? ProcessHandle.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException gone) {
            return Optional.empty();
        }
    }
}
