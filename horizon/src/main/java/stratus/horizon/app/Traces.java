package stratus.horizon.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.horizon.domain.Trace;
import stratus.horizon.store.TraceStore;
import stratus.oslo.db.Db;
import stratus.oslo.trace.TraceEvent;

/** Traces as they are looked at. Whoever has an answer to a request finds that request's trace. */
public final class Traces {
    private static final Duration HEARSAY = Duration.ofSeconds(2);

    private final Db db;
    private final TraceStore store;
    private final Recorder recorder;
    private final Live live;

    public Traces(Db db, TraceStore store, Recorder recorder, Live live) {
        this.db = db;
        this.store = store;
        this.recorder = recorder;
        this.live = live;
    }

    public Optional<Trace> find(String requestId) {
        recorder.flush();
        return db.read(tx -> store.find(tx, requestId));
    }

    /** The same, if it is heard of soon: events may be behind the answer that they led to. */
    public Optional<Trace> await(Live.Watch watch, String requestId) throws InterruptedException {
        var found = find(requestId);
        return found.isEmpty() && watch.next(HEARSAY) != null ? find(requestId) : found;
    }

    public List<TraceEvent> steps(Trace trace) {
        return db.read(tx -> store.steps(tx, trace));
    }

    /** The newest first; of all projects if none is said. */
    public List<Trace> latest(@Nullable String project, @Nullable String server, int limit) {
        recorder.flush();
        return store.latest(project, server, limit);
    }

    public Live.Watch watch(String requestId) {
        return live.watch(requestId);
    }
}
