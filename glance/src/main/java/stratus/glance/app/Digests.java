package stratus.glance.app;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import stratus.oslo.base.Fault;

/** MD5 and SHA-512 of one stream, each on a thread of its own while the next bytes come, with few of them at a time. */
final class Digests {
    /** How many bytes are taken at once. */
    static final int CHUNK = 1 << 19;

    private static final int BUFFERS = 6;

    private final Executor threads;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final Lane md5 = new Lane("MD5");
    private final Lane sha512 = new Lane("SHA-512");
    private int made;

    Digests(Executor threads) {
        this.threads = threads;
    }

    /** A place for the next bytes; waits where all are still being summed up. */
    byte[] buffer() {
        var idle = free.poll();
        if (idle != null) {
            return idle;
        }
        if (made < BUFFERS) {
            made++;
            return new byte[CHUNK];
        }
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("image storage", e);
        }
    }

    /** Bytes in a place that {@link #buffer} gave; the caller may go on to read them until it asks for another. */
    void eat(byte[] buffer, int size) {
        CompletableFuture.allOf(md5.eat(buffer, size), sha512.eat(buffer, size))
                .whenComplete((_, _) -> free.add(buffer));
    }

    String md5() {
        return md5.hex();
    }

    String sha512() {
        return sha512.hex();
    }

    private final class Lane {
        private final MessageDigest digest;
        private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

        Lane(String algorithm) {
            this.digest = Intake.digest(algorithm);
        }

        CompletableFuture<?> eat(byte[] buffer, int size) {
            last = last.thenRunAsync(() -> digest.update(buffer, 0, size), threads);
            return last;
        }

        String hex() {
            try {
                last.join();
            } catch (CompletionException e) {
                throw new IllegalStateException(e);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
