package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, as it comes. Reading fails with {@link WebException} where the server breaks off, and
 * where it lets us wait: a read timeout's worth of waiting has to bring {@value #LEAST} bytes.
 */
final class WebBody extends InputStream implements BodySubscriber<InputStream> {
    private static final int LEAST = 1024;

    /** So many pieces are asked for ahead. */
    private static final int AHEAD = 2;

    private final String host;
    private final Duration patience;
    private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> here = new ArrayDeque<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private boolean ended;
    private boolean closed;
    private long waited;
    private long brought;

    WebBody(String host, Duration patience) {
        this.host = host;
        this.patience = patience;
    }

    /** What the server sent: bytes, or an end, which is a bad one where there is a problem. */
    private record Piece(
            List<ByteBuffer> bytes, boolean end, @Nullable Throwable problem) {}

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription one) {
        if (subscription.complete(one)) {
            one.request(AHEAD);
        } else {
            one.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        arrived.add(new Piece(bytes, false, null));
    }

    @Override
    public void onError(Throwable problem) {
        arrived.add(new Piece(List.of(), true, problem));
    }

    @Override
    public void onComplete() {
        arrived.add(new Piece(List.of(), true, null));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (closed) {
            throw new IOException("closed");
        }
        while (here.isEmpty() && !ended) {
            take(await());
        }
        var next = here.peek();
        if (next == null) {
            return -1;
        }
        int n = Math.min(length, next.remaining());
        next.get(bytes, from, n);
        if (!next.hasRemaining()) {
            here.remove();
        }
        return n;
    }

    private void take(Piece piece) throws IOException {
        if (piece.problem() != null) {
            throw new WebException("%s broke off before all of the data had come.".formatted(host), piece.problem());
        }
        ended = piece.end();
        for (var bytes : piece.bytes()) {
            brought += bytes.remaining();
            if (bytes.hasRemaining()) {
                here.add(bytes);
            }
        }
        if (!ended) {
            subscription.join().request(1);
        }
    }

    /** Only waiting counts: what is here already is no proof of a server that is slow. */
    private Piece await() throws IOException {
        var piece = arrived.poll();
        if (piece != null) {
            return piece;
        }
        long start = System.nanoTime();
        piece = poll();
        waited += System.nanoTime() - start;
        if (piece == null || waited > patience.toNanos() && brought < LEAST && !piece.end()) {
            close();
            throw new WebException("%s sent no more data for %d seconds.".formatted(host, patience.toSeconds()), null);
        }
        if (waited > patience.toNanos()) {
            waited = 0;
            brought = 0;
        }
        return piece;
    }

    private @Nullable Piece poll() throws IOException {
        try {
            return arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** The connection goes with it, unless everything has come. */
    @Override
    public void close() {
        closed = true;
        here.clear();
        if (!subscription.cancel(false) && !subscription.isCancelled()) {
            subscription.join().cancel();
        }
    }
}
