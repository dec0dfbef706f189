package stratus.oslo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Secret;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.trace.TraceEvent.Outcome;

class TracerTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private final InProcessBus bus = new InProcessBus();
    private final Tracer tracer = new Tracer(bus, clock);
    private final List<TraceEvent> told = new CopyOnWriteArrayList<>();
    private final ServerId server = ServerId.random();

    @BeforeEach
    void listen() {
        bus.subscribe(Tracer.TOPIC, TraceEvent.class, told::add);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    /** A closing bus delivers what was published before. */
    private List<TraceEvent> events() {
        bus.close();
        return told;
    }

    @Test
    void aStepIsToldWhenItBeginsAndWithItsFactsWhenItEnds() {
        var port = PortId.random();
        try (var step = tracer.step("req-1", server, 22)) {
            now.set(START.plus(Duration.ofSeconds(2)));
            step.with("host", "node-1")
                    .with("token", new Secret("t"))
                    .row("port", port, "insert")
                    .state("building", "networking", 0)
                    .end(Outcome.OK);
        }
        assertThat(events()).hasSize(2);
        var begin = told.getFirst();
        var end = told.getLast();
        assertThat(begin.started()).isEqualTo(START);
        assertThat(begin.ended()).isNull();
        assertThat(begin.outcome()).isNull();
        assertThat(end.id()).isEqualTo(begin.id());
        assertThat(end.serverId()).isEqualTo(server);
        assertThat(end.phase()).isEqualTo(Phase.F);
        assertThat(end.peer()).isEqualTo("neutron");
        assertThat(end.ended()).isEqualTo(START.plusSeconds(2));
        assertThat(end.outcome()).isEqualTo(Outcome.OK);
        assertThat(end.attributes()).isEqualTo(Map.of("host", "node-1", "token", "***"));
        assertThat(end.rows()).containsExactly(new TraceEvent.Row("port", port.text(), "insert"));
        assertThat(end.state()).isEqualTo(new TraceEvent.State("building", "networking", 0));
    }

    @Test
    void whatIsLeftWithoutAnEndHasFailed() {
        tracer.step("req-1", null, 4).close();
        tracer.step("req-1", server, 19).fail(new Fault.NotFound("Image", "x"));
        tracer.step("req-1", server, 19).fail(new IllegalStateException("password=x"));
        assertThat(events())
                .extracting(TraceEvent::outcome)
                .filteredOn(Outcome.FAILED::equals)
                .hasSize(3);
        assertThat(told.get(3).attributes()).isEqualTo(Map.of("error", "Image x could not be found."));
        assertThat(told.get(5).attributes()).isEqualTo(Map.of("error", "An unexpected error."));
    }

    @Test
    void undoingNamesWhatItUndoesAndSkippingIsOneEvent() {
        tracer.undo("req-1", server, 22).end(Outcome.OK);
        tracer.skipped("req-1", server, 20);
        assertThat(events()).extracting(TraceEvent::compensationOf).containsExactly(22, 22, null);
        assertThat(told.getLast().outcome()).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void aTraceThatCannotBeToldDoesNotHurt() {
        var closed = new InProcessBus();
        closed.close();
        new Tracer(closed, clock).step("req-1", server, 29).end(Outcome.OK);
    }

    @Test
    void thereAre29StepsInOrder() {
        assertThat(Steps.all()).hasSize(29);
        assertThat(Steps.all()).extracting(Steps.Step::number).isSorted().doesNotHaveDuplicates();
        assertThat(Steps.all()).extracting(Steps.Step::phase).isSorted().contains(Phase.values());
        assertThatThrownBy(() -> Steps.of(30)).hasMessageContaining("1 to 29");
        assertThatThrownBy(() -> tracer.step("req-1", server, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHaltIsPassedAtItsOwnStepAndEdgeOnly() {
        var halted = new AtomicInteger();
        var halting = new Tracer(bus, clock, new HaltPoints("22:after", halted::incrementAndGet));

        halting.step("req-1", server, 22).fail(new Fault.Conflict("no"));
        halting.undo("req-1", server, 22).end(Outcome.OK);
        halting.step("req-1", server, 23).end(Outcome.OK);
        assertThat(halted).hasValue(0);
        halting.skipped("req-1", server, 22);
        assertThat(halted).hasValue(1);
    }

    @Test
    void theFirstWhoAsksWithinAStepTakesItAlong() {
        var at = tracer.call("req-1", server, 19, _ -> List.of(taken(), taken()));

        assertThat(at).containsExactly("19 " + server.text(), "none");
        assertThat(taken()).isEqualTo("none");
    }

    private static String taken() {
        var at = StepScope.take();
        return at == null ? "none" : at.text();
    }
}
