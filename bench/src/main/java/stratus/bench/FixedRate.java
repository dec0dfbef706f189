package stratus.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Requests at times that are fixed beforehand, whatever becomes of those before.
 *
 * <p>A latency counts from the time at which the request was due, not from when a client was free to send it: a stall of
 * the service is felt by all requests that fall into it, as it would be by users.
 */
record FixedRate(double rate, int clients, Time time) {
    /** What the clock says, and how to wait for it. */
    interface Time {
        long nanos();

        void sleepUntil(long nanos);

        static Time real() {
            return new Time() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void sleepUntil(long nanos) {
                    for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
                        LockSupport.parkNanos(left);
                    }
                }
            };
        }
    }

    /** One client's connection, whose answers have a status. */
    interface Line extends AutoCloseable {
        Wire.Answer send(byte[] request) throws IOException;

        @Override
        void close();
    }

    /** Sends for so long; returns once all are answered. */
    void run(Load load, double seconds, Supplier<Line> line, Tally tally) {
        long count = (long) (rate * seconds);
        long began = time.nanos();
        var next = new AtomicLong();
        Tally.together(clients, () -> {
            var own = new ArrayList<Long>();
            try (var connection = line.get()) {
                for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    long due = began + (long) (i * 1e9 / rate);
                    time.sleepUntil(due);
                    send(connection, load.request(i), due, own, tally);
                }
            }
            tally.add(own);
        });
    }

    private void send(Line connection, byte[] request, long due, ArrayList<Long> own, Tally tally) {
        try {
            var answer = connection.send(request);
            if (answer.status() < 300) {
                own.add(time.nanos() - due);
            } else {
                tally.refused(answer);
            }
        } catch (IOException e) {
            tally.lost(e);
        }
    }
}
