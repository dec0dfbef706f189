package stratus.horizon.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stratus.horizon.domain.Trace;
import stratus.oslo.trace.Steps;
import stratus.oslo.trace.TraceEvent;

/** Traces as bodies show them. */
final class TraceView {
    private TraceView() {}

    /** {@code state} is RUNNING until it is OK or FAILED. */
    record Summary(
            String requestId,
            @Nullable String serverId,
            @Nullable String projectId,
            Instant started,
            Instant updated,
            double duration,
            int lastStep,
            String state) {}

    record Whole(
            String requestId,
            @Nullable String serverId,
            @Nullable String projectId,
            Instant started,
            Instant updated,
            double duration,
            int lastStep,
            String state,
            List<Step> steps) {}

    /** {@code duration} in seconds; null while it goes on, as is the outcome. */
    record Step(
            String id,
            int number,
            String phase,
            String name,
            String caller,
            String callee,
            String kind,
            String call,
            @Nullable String serverId,
            Instant started,
            @Nullable Double duration,
            @Nullable String outcome,
            @Nullable String error,
            @Nullable Integer undoes,
            TraceEvent.@Nullable State state,
            List<TraceEvent.Row> rows,
            Map<String, String> facts) {}

    static Summary summary(Trace t) {
        return new Summary(
                t.requestId(),
                t.serverId() == null ? null : t.serverId().text(),
                t.projectId(),
                t.startedAt(),
                t.updatedAt(),
                seconds(t.startedAt(), t.updatedAt()),
                t.lastStep(),
                t.outcome() == null ? "RUNNING" : t.outcome().name());
    }

    static Whole whole(Trace trace, List<TraceEvent> events) {
        var s = summary(trace);
        return new Whole(
                s.requestId(),
                s.serverId(),
                s.projectId(),
                s.started(),
                s.updated(),
                s.duration(),
                s.lastStep(),
                s.state(),
                events.stream().map(TraceView::step).toList());
    }

    static Step step(TraceEvent e) {
        var facts = new TreeMap<>(e.attributes());
        var error = facts.remove("error");
        var ended = e.ended();
        return new Step(
                e.id(),
                e.step(),
                e.phase().title(),
                Steps.of(e.step()).title(),
                e.service(),
                e.peer(),
                e.kind().name().toLowerCase(Locale.ROOT),
                e.name(),
                e.serverId() == null ? null : e.serverId().text(),
                e.started(),
                ended == null ? null : seconds(e.started(), ended),
                e.outcome() == null ? null : e.outcome().name(),
                error,
                e.compensationOf(),
                e.state(),
                e.rows(),
                facts);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1000 / 1e6;
    }
}
