package stratus.horizon.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.trace.TraceEvent;
import stratus.oslo.trace.TraceEvent.Outcome;

/**
 * One request as far as it got.
 *
 * @param projectId whose it is; only administrators see one of nobody
 * @param auditId of the token that it was made with: leads to the steps of its log in, which had a request of its own
 * @param lastStep the step that was last heard of, those that undo others apart
 * @param outcome null while it goes on
 * @param boot false while nothing but a log in is known of it
 */
public record Trace(
        String requestId,
        @Nullable ServerId serverId,
        @Nullable String projectId,
        @Nullable String auditId,
        Instant startedAt,
        Instant updatedAt,
        int lastStep,
        @Nullable Outcome outcome,
        boolean boot) {
    /** Names of the attributes by which a step says these things. */
    private static final String PROJECT = "project_id";

    private static final String AUDIT = "audit_id";

    private static final int LOG_IN = 2;
    private static final int LAST = 29;

    /** What is known by a first event. */
    public static Trace begun(TraceEvent event) {
        return new Trace(event.requestId(), null, null, null, event.started(), event.started(), 0, null, false)
                .and(event);
    }

    /** The same, one event later. */
    public Trace and(TraceEvent event) {
        var at = event.ended() == null ? event.started() : event.ended();
        boolean forward = event.compensationOf() == null;
        return new Trace(
                requestId,
                serverId == null ? event.serverId() : serverId,
                projectId == null ? event.attributes().get(PROJECT) : projectId,
                auditId == null ? event.attributes().get(AUDIT) : auditId,
                event.started().isBefore(startedAt) ? event.started() : startedAt,
                at.isAfter(updatedAt) ? at : updatedAt,
                forward ? event.step() : lastStep,
                forward ? outcome(event) : outcome,
                boot || event.step() > LOG_IN);
    }

    /** A step that goes on after one that failed is another attempt. */
    private @Nullable Outcome outcome(TraceEvent event) {
        if (event.outcome() == Outcome.FAILED) {
            return Outcome.FAILED;
        }
        boolean last = event.step() == LAST && event.outcome() == Outcome.OK;
        return last ? Outcome.OK : null;
    }
}
