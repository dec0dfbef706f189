package stratus.main;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed, in the order against which it was opened; one that fails does not keep the others. */
final class Undo implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.main");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.log(Level.WARNING, "while stopping", e);
            }
        }
    }
}
