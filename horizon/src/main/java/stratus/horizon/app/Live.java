package stratus.horizon.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import stratus.oslo.trace.TraceEvent;

/** Those who watch a trace while it goes on. */
public final class Live implements AutoCloseable {
    private final Map<String, List<Watch>> watches = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** One who watches; hears everything from its start until it is closed. */
    public final class Watch implements AutoCloseable {
        private final String requestId;
        private final LinkedBlockingQueue<TraceEvent> heard = new LinkedBlockingQueue<>();

        private Watch(String requestId) {
            this.requestId = requestId;
        }

        /** The next event; null if there is none for that long. */
        public @Nullable TraceEvent next(Duration patience) throws InterruptedException {
            return heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Whether nobody publishes any more. */
        public boolean over() {
            return closed;
        }

        @Override
        public void close() {
            watches.computeIfPresent(requestId, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    public Watch watch(String requestId) {
        var watch = new Watch(requestId);
        watches.compute(requestId, (_, all) -> {
            var list = all == null ? new CopyOnWriteArrayList<Watch>() : all;
            list.add(watch);
            return list;
        });
        return watch;
    }

    public void tell(TraceEvent event) {
        watches.getOrDefault(event.requestId(), List.of()).forEach(w -> w.heard.add(event));
    }

    @Override
    public void close() {
        closed = true;
    }
}
