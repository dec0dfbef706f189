package stratus.oslo.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import stratus.oslo.base.Threads;

/**
 * Ends the wait for clients that fall silent in the middle of a request's body.
 *
 * <p>Helidon's sockets have no read timeout. A virtual thread that reads is interrupted, which closes the connection; for a
 * platform thread, which would not heed that, the thread of the request is, and Helidon closes the connection.
 */
final class SilentClients implements AutoCloseable {
    private final Duration timeout;
    private final Set<Reading> readings = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("silent-clients").factory());

    /** @param timeout how long a read waits for its first byte, and a tenth more at most */
    SilentClients(Duration timeout) {
        this.timeout = timeout;
        long period = Math.max(1, timeout.toMillis() / 10);
        timer.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        readings.forEach(reading -> reading.endIfLate(now));
    }

    /** The same bytes, to be asked for on the thread of their request; a read that waits too long is an {@link IOException}. */
    InputStream watched(InputStream body) {
        var request = Thread.currentThread();
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                var reader = Thread.currentThread();
                var reading = new Reading(reader.isVirtual() ? reader : request, System.nanoTime() + timeout.toNanos());
                readings.add(reading);
                try {
                    return in.read(bytes, from, length);
                } catch (IOException | RuntimeException e) {
                    if (reading.isEnded()) {
                        throw new IOException("The client sent nothing for %d s.".formatted(timeout.toSeconds()), e);
                    }
                    throw e;
                } finally {
                    readings.remove(reading);
                    reading.finish();
                }
            }
        };
    }

    /** One read, for which a thread may be interrupted as long as it lasts. */
    private static final class Reading {
        private final Thread waiting;
        private final long until;
        private boolean finished;
        private boolean ended;

        Reading(Thread waiting, long until) {
            this.waiting = waiting;
            this.until = until;
        }

        synchronized void endIfLate(long now) {
            if (!finished && !ended && now - until > 0) {
                ended = true;
                waiting.interrupt();
            }
        }

        synchronized boolean isEnded() {
            return ended;
        }

        /** The interrupt of who reads was for the read alone. */
        synchronized void finish() {
            finished = true;
            if (ended && waiting == Thread.currentThread()) {
                boolean _ = Thread.interrupted();
            }
        }
    }

    @Override
    public void close() {
        Threads.end(timer);
    }
}
