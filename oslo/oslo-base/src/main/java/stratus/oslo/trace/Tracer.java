package stratus.oslo.trace;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
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
    private final HaltPoints halts;

    public Tracer(Bus bus, InstantSource clock) {
        this(bus, clock, HaltPoints.none());
    }

    /** {@code halts} is passed at both ends of every step. */
    public Tracer(Bus bus, InstantSource clock, HaltPoints halts) {
        this.bus = bus;
        this.clock = clock;
        this.halts = halts;
    }

    /** Tells that the step begins, and gives what tells its end. */
    public Span step(String requestId, @Nullable ServerId server, int step) {
        return new Span(this, requestId, server, Steps.of(step), null).begin();
    }

    /** The same, told only when it ends: for who does not yet know whether to tell it. */
    public Span untold(String requestId, @Nullable ServerId server, int step) {
        halts.before(step);
        return new Span(this, requestId, server, Steps.of(step), null);
    }

    /** Does the step's work, which takes the step along to whom it calls; what it throws is the step's failure. */
    public <T extends @Nullable Object> T call(
            String requestId, @Nullable ServerId server, int step, Function<Span, T> work) {
        var span = step(requestId, server, step);
        try {
            T result = server == null
                    ? work.apply(span)
                    : StepScope.<T>call(new StepScope.At(step, server), () -> work.apply(span));
            span.end(Outcome.OK);
            return result;
        } catch (RuntimeException failure) {
            span.fail(failure);
            throw failure;
        }
    }

    /** The same for what undoes the step. */
    public Span undo(String requestId, @Nullable ServerId server, int step) {
        return new Span(this, requestId, server, Steps.of(step), step).begin();
    }

    /** A step that this boot does not need. */
    public void skipped(String requestId, @Nullable ServerId server, int step) {
        var span = new Span(this, requestId, server, Steps.of(step), null);
        halts.before(step);
        span.end(Outcome.SKIPPED);
    }

    HaltPoints halts() {
        return halts;
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
