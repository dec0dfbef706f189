package stratus.horizon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.oslo.db.Db;
import stratus.oslo.trace.Steps;
import stratus.oslo.trace.TraceEvent;
import stratus.oslo.trace.TraceEvent.Outcome;
import stratus.testing.service.BothDatabases;

class TraceStoreTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    static List<Db> databases() {
        return BothDatabases.of("trace");
    }

    private static TraceEvent event(String request, int number, int second, @Nullable Outcome outcome) {
        var step = Steps.of(number);
        var at = START.plusSeconds(second);
        return new TraceEvent(
                request + number,
                request,
                null,
                number,
                step.phase(),
                step.service(),
                step.peer(),
                step.kind(),
                step.name(),
                List.of(),
                null,
                at,
                outcome == null ? null : at.plusSeconds(1),
                outcome,
                null,
                Map.of("project_id", "p"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theEndOfAStepTakesThePlaceOfItsBegin(Db db) {
        var store = new TraceStore(db);
        db.run(tx -> store.record(tx, List.of(event("req-1", 3, 0, null), event("req-1", 3, 0, Outcome.OK))));

        var trace = db.read(tx -> store.find(tx, "req-1")).orElseThrow();
        List<TraceEvent> steps = db.read(tx -> store.steps(tx, trace));
        assertThat(steps).singleElement().satisfies(s -> assertThat(s.outcome()).isEqualTo(Outcome.OK));
        assertThat(trace.updatedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(store.latest("p", null, 10)).containsExactly(trace);
        assertThat(store.latest("q", null, 10)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theOldAndTheTooManyGo(Db db) {
        var store = new TraceStore(db);
        for (int i = 0; i < 5; i++) {
            int second = i * 10;
            db.run(tx -> store.record(tx, List.of(event("req-" + second, 3, second, Outcome.OK))));
        }
        db.run(tx -> store.prune(tx, START.plusSeconds(5), 3));

        assertThat(store.latest(null, null, 10))
                .extracting(t -> t.requestId())
                .containsExactly("req-40", "req-30", "req-20");
        assertThat(db.<Long>read(tx ->
                        tx.query("SELECT COUNT(*) FROM step").mapTo(Long.class).one()))
                .isEqualTo(3);
    }
}
