package stratus.oslo.trace;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.messaging.Bus;
import stratus.oslo.trace.TraceEvent.Outcome;

/**
 * Tells the bus what a boot does, as it does it.
 *
 * <p>Never waits for who listens, and never fails: a boot is worth more than its trace.
 */
public final class Tracer {
    /** Where the events go. */
    public static final String TOPIC = "trace";

    private static final System.Logger log = System.getLogger("trace");

    private final Bus bus;
    private final InstantSource clock;

    public Tracer(Bus bus, InstantSource clock) {
        this.bus = bus;
        this.clock = clock;
    }

    /** Tells that the step begins, and gives what tells its end. */
    public Span step(String requestId, @Nullable ServerId server, int step) {
        return new Span(this, requestId, server, Steps.of(step), null).begin();
    }

    /** The same for what undoes the step. */
    public Span undo(String requestId, @Nullable ServerId server, int step) {
        return new Span(this, requestId, server, Steps.of(step), step).begin();
    }

    /** A step that this boot does not need. */
    public void skipped(String requestId, @Nullable ServerId server, int step) {
        new Span(this, requestId, server, Steps.of(step), null).end(Outcome.SKIPPED);
    }

    Instant now() {
        return clock.instant();
    }

    void tell(TraceEvent event) {
        try {
            bus.publish(TOPIC, event);
        } catch (RuntimeException e) {
            log.log(Level.WARNING, () -> "step %d of %s is not traced".formatted(event.step(), event.requestId()), e);
        }
    }
}
