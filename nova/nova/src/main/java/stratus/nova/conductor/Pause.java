package stratus.nova.conductor;

import java.util.concurrent.CancellationException;

/** Between two looks at what another process or another saga is to bring about. */
final class Pause {
    private static final long MILLIS = 200;

    private Pause() {}

    /** An interrupt, of a process that ends, is a {@link CancellationException}. */
    static void brief() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
    }
}
