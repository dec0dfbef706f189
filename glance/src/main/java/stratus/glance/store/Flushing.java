package stratus.glance.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends what is written on to the disk while more is written, so that the end does not wait for all of it. */
final class Flushing {
    private static final long EVERY = 32 << 20;

    private final FileChannel channel;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private long since;

    Flushing(FileChannel channel) {
        this.channel = channel;
    }

    void written(int bytes) {
        since += bytes;
        if (since >= EVERY && last.isDone() && !last.isCompletedExceptionally()) {
            since = 0;
            var flushed = new CompletableFuture<Void>();
            last = flushed;
            Thread.ofPlatform().daemon().name("glance-flush").start(() -> flush(flushed));
        }
    }

    /** The system tells of a failure once: whoever ends the upload has to hear of it. */
    private void flush(CompletableFuture<Void> flushed) {
        try {
            channel.force(false);
            flushed.complete(null);
        } catch (IOException e) {
            flushed.completeExceptionally(e);
        }
    }

    /** Nothing is under way any more; throws what went wrong. */
    void await() throws IOException {
        try {
            last.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
        }
    }
}
