package stratus.glance.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does long work with sockets and files on a thread of the system's, made for it: virtual threads pay for each of the many
 * small waits, and hold up others where they write files.
 */
final class OwnThread {
    private OwnThread() {}

    /** Returns or throws what the work does. */
    static <T> T call(String name, Callable<T> work) throws IOException {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
    }
}
