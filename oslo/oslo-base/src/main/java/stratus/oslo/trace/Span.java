package stratus.oslo.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.trace.TraceEvent.Outcome;
import stratus.oslo.trace.TraceEvent.Row;
import stratus.oslo.trace.TraceEvent.State;

/**
 * One step under way, for one thread at a time.
 *
 * <p>Ends once. Closed without an end, it failed: that is what an exception leaves behind.
 */
public final class Span implements AutoCloseable {
    private final Tracer tracer;
    private final String id = UUID.randomUUID().toString();
    private final String requestId;
    private final Steps.Step step;
    private final @Nullable Integer compensationOf;
    private final Instant started;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private @Nullable ServerId server;
    private @Nullable State state;
    private boolean ended;

    Span(
            Tracer tracer,
            String requestId,
            @Nullable ServerId server,
            Steps.Step step,
            @Nullable Integer compensationOf) {
        this.tracer = tracer;
        this.requestId = requestId;
        this.server = server;
        this.step = step;
        this.compensationOf = compensationOf;
        this.started = tracer.now();
    }

    Span begin() {
        tracer.tell(event(null, null));
        if (compensationOf == null) {
            tracer.halts().before(step.number());
        }
        return this;
    }

    /** A fact for whoever reads the trace; told with the end. */
    public Span with(String key, Object value) {
        attributes.put(key, text(value));
        return this;
    }

    /** Which server it is about, once that is known. */
    public Span server(ServerId id) {
        server = id;
        return this;
    }

    /** @param op insert, update or delete */
    public Span row(String table, Object rowId, String op) {
        rows.add(new Row(table, text(rowId), op));
        return this;
    }

    /** The server's state from here on. */
    public Span state(@Nullable String vm, @Nullable String task, @Nullable Integer power) {
        state = new State(vm, task, power);
        return this;
    }

    public void end(Outcome outcome) {
        if (!ended) {
            ended = true;
            if (outcome != Outcome.FAILED && compensationOf == null) {
                tracer.halts().after(step.number());
            }
            tracer.tell(event(tracer.now(), outcome));
        }
    }

    /** Ends as failed; only a fault's message is for those who may see the trace. */
    public void fail(Throwable failure) {
        with("error", failure instanceof Fault ? String.valueOf(failure.getMessage()) : "An unexpected error.");
        end(Outcome.FAILED);
    }

    @Override
    public void close() {
        end(Outcome.FAILED);
    }

    private static String text(Object value) {
        return value instanceof Ids.Id i ? i.text() : value.toString();
    }

    private TraceEvent event(@Nullable Instant ended, @Nullable Outcome outcome) {
        return new TraceEvent(
                id,
                requestId,
                server,
                step.number(),
                step.phase(),
                step.service(),
                step.peer(),
                step.kind(),
                step.name(),
                List.copyOf(rows),
                state,
                started,
                ended,
                outcome,
                compensationOf,
                Map.copyOf(attributes));
    }
}
