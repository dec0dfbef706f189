package stratus.glance.app;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import stratus.oslo.base.Fault;

/** MD5 and SHA-512 of one stream, each on a thread of its own while the next bytes come, with few of them at a time. */
final class Digests implements AutoCloseable {
    /** Large places for bytes that one stream has at most. */
    private static final int MOST = 6;

    /** Who fills a small place within this time is worth a large one. */
    private static final long QUICK = Duration.ofMillis(250).toNanos();

    private final Executor threads;
    private final Buffers shared;
    private final byte[] small = new byte[Buffers.SMALL];
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(MOST + 1);
    private final Lane md5 = new Lane("MD5");
    private final Lane sha512 = new Lane("SHA-512");
    private long given = System.nanoTime() - QUICK;
    private int large;

    Digests(Executor threads, Buffers shared) {
        this.threads = threads;
        this.shared = shared;
        free.add(small);
    }

    /**
     * A place for the next bytes; waits where all are still being summed up. It is small for who is slow, and where others
     * have all the large ones.
     */
    byte[] buffer() {
        boolean quick = System.nanoTime() - given < QUICK;
        try {
            var buffer = quick && (large == 0 || free.isEmpty()) && grown() ? new byte[Buffers.LARGE] : idle();
            given = System.nanoTime();
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("image storage", e);
        }
    }

    private boolean grown() {
        if (large == MOST || !shared.take()) {
            return false;
        }
        large++;
        return true;
    }

    /** The small one is of no use any more where there are large ones. */
    private byte[] idle() throws InterruptedException {
        var buffer = free.take();
        return buffer == small && large > 0 ? free.take() : buffer;
    }

    /** Nothing comes any more; what is large is others' once it is summed up. */
    @Override
    public void close() {
        CompletableFuture.allOf(md5.last, sha512.last).whenComplete((_, _) -> shared.giveBack(large));
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
