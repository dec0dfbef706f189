package stratus.neutron.agent;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notices devices that come and go, by {@code ip monitor}: a guest's tap is wired at once, not at the next round. */
final class LinkWatch implements AutoCloseable {
    private static final System.Logger log = System.getLogger("neutron.agent");

    private final String namespace;
    private final Runnable changed;
    private @Nullable Process monitor;

    LinkWatch(String namespace, Runnable changed) {
        this.namespace = namespace;
        this.changed = changed;
    }

    /** Starts watching, unless that goes on already. */
    void ensure() {
        if (monitor != null && monitor.isAlive()) {
            return;
        }
        var command = new ArrayList<>(List.of("ip"));
        if (!namespace.isEmpty()) {
            command.addAll(List.of("-n", namespace));
        }
        command.addAll(List.of("monitor", "link"));
        try {
            var started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            monitor = started;
            Thread.ofVirtual().name("link-watch").start(() -> read(started));
        } catch (IOException e) {
            log.log(Level.WARNING, "cannot watch devices: they are noticed later", e);
        }
    }

    private void read(Process started) {
        try (var lines = started.inputReader(StandardCharsets.UTF_8)) {
            while (lines.readLine() != null) {
                changed.run();
            }
        } catch (IOException e) {
            log.log(Level.DEBUG, "watching devices ended", e);
        }
    }

    @Override
    public void close() {
        if (monitor != null) {
            monitor.destroy();
        }
    }
}
