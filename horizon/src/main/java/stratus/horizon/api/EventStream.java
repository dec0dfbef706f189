package stratus.horizon.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.horizon.app.Live;
import stratus.horizon.domain.Trace;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Codec;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Response;
import stratus.oslo.trace.TraceEvent;
import stratus.oslo.trace.TraceEvent.Outcome;

/** Server-sent events: what there is of a trace, then the rest as it happens. */
final class EventStream implements Response.Content {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int SILENT_BEATS = 600;
    private static final int BEATS_AFTER_FAILURE = 5;

    private final Codec codec = new Codec(TimeFormat.MICROS_Z);
    private final Live.Watch watch;
    private final Trace trace;
    private final List<TraceEvent> known;
    private final Set<String> told = new HashSet<>();

    /** {@code watch} began before {@code known} was read, and is closed here. */
    EventStream(Live.Watch watch, Trace trace, List<TraceEvent> known) {
        this.watch = watch;
        this.trace = trace;
        this.known = known;
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (watch) {
            var now = trace;
            for (var event : known) {
                tell(out, event);
            }
            int silent = 0;
            while (now.outcome() != Outcome.OK && !watch.over() && silent < patience(now)) {
                var event = watch.next(BEAT);
                if (event == null) {
                    silent++;
                    beat(out, silent);
                } else {
                    silent = 0;
                    now = now.and(event);
                    tell(out, event);
                }
            }
            write(out, "end", Map.of("state", now.outcome() == null ? "RUNNING" : now.outcome()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** After a failure there may be another attempt, and there is what undoes the first. */
    private static int patience(Trace now) {
        return now.outcome() == null ? SILENT_BEATS : BEATS_AFTER_FAILURE;
    }

    private void tell(OutputStream out, TraceEvent event) throws IOException {
        if (told.add(event.id() + event.outcome())) {
            write(out, "step", TraceView.step(event));
        }
    }

    /** A comment now and then, so that a client who has gone is noticed. */
    private static void beat(OutputStream out, int silent) throws IOException {
        if (silent % 15 == 0) {
            out.write(": waiting\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private void write(OutputStream out, String kind, Object data) throws IOException {
        out.write("event: %s\ndata: ".formatted(kind).getBytes(StandardCharsets.UTF_8));
        out.write(codec.write(data, new Microversion(1, 0)));
        out.write("\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
