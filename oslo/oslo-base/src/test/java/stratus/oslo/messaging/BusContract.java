package stratus.oslo.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.RequestScope;
import stratus.oslo.base.Secret;
import stratus.oslo.messaging.Bus.Address.AnyOf;
import stratus.oslo.messaging.Bus.Address.OnHost;
import stratus.oslo.messaging.SampleRpc.Ask;
import stratus.oslo.messaging.SampleRpc.Name;
import stratus.oslo.messaging.SampleRpc.Shape;

/** What every transport does alike. */
@Timeout(180)
abstract class BusContract {
    private static final AnyOf ANY = new AnyOf("sample");

    private final SampleServer server = new SampleServer("one");
    private Bus bus = open();

    abstract Bus open();

    record Tick(int number) {}

    record Tock(int number) {}

    @BeforeEach
    void fresh() {
        bus.close();
        bus = open();
    }

    @AfterEach
    void closed() {
        bus.close();
    }

    private SampleRpc client() {
        return bus.client(SampleRpc.class, ANY);
    }

    private static SampleRpc.Everything everything() {
        return new SampleRpc.Everything(
                ServerId.random(),
                new Secret("t0ken"),
                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                Duration.ofMillis(1500),
                Map.of("a", List.of(1, 2)),
                Set.of("x"),
                new Shape.Square(3),
                new byte[] {1, -1},
                null,
                true,
                1L << 40);
    }

    @Test
    void everyTypeOfComponentArrivesAsItWasSent() {
        bus.serve(SampleRpc.class, ANY, server);
        var sent = everything();
        var received = client().echo(sent);
        assertThat(received).usingRecursiveComparison().isEqualTo(sent);
        assertThat(received).isNotSameAs(sent);
        assertThat(received.secret().value()).isEqualTo("t0ken");
        List<Shape> shapes = List.of(new Shape.Circle(1.5), new Shape.Square(2));
        assertThat(client().shapes(new SampleRpc.Shapes(shapes))).isEqualTo(shapes);
    }

    @Test
    void aFaultIsTheSameFaultOnTheOtherSide() {
        bus.serve(SampleRpc.class, ANY, server);
        assertThatThrownBy(() -> client().fail(new SampleRpc.Fail("quota")))
                .isInstanceOfSatisfying(
                        Fault.OverQuota.class, f -> assertThat(f.code()).isEqualTo("OverQuota"))
                .hasMessage("Quota exceeded for cores: Requested 2, but already used 9 of 10 cores");
        assertThatThrownBy(() -> client().fail(new SampleRpc.Fail("host")))
                .isInstanceOf(Fault.NoValidHost.class)
                .hasMessage("No valid host was found. Full.");
    }

    @Test
    void aBugOnTheOtherSideIsAFailureHere() {
        bus.serve(SampleRpc.class, ANY, server);
        assertThatThrownBy(() -> client().fail(new SampleRpc.Fail("bug")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ArithmeticException: a bug");
    }

    @Test
    void nobodyThereIsUnavailable() {
        assertThatThrownBy(() -> client().who(new Ask())).isInstanceOf(Fault.Unavailable.class);
        assertThatThrownBy(() -> client().note(new Name("x"))).isInstanceOf(Fault.Unavailable.class);
        bus.serve(SampleRpc.class, ANY, server).close();
        assertThatThrownBy(() -> client().who(new Ask()))
                .isInstanceOf(Fault.Unavailable.class)
                .hasMessage("The SampleRpc service is unavailable.");
    }

    @Test
    void serversOfATopicTakeTurns() {
        bus.serve(SampleRpc.class, ANY, new SampleServer("one"));
        bus.serve(SampleRpc.class, ANY, new SampleServer("two"));
        var names = IntStream.range(0, 10).mapToObj(_ -> client().who(new Ask()).name());
        assertThat(names.toList())
                .filteredOn("one"::equals)
                .as("half of ten are for one")
                .hasSize(5);
    }

    @Test
    void aHostIsAskedByName() {
        for (var host : List.of("node-1", "node-2")) {
            bus.serve(SampleRpc.class, new OnHost("sample", host), new SampleServer(host));
        }
        var second = bus.client(SampleRpc.class, new OnHost("sample", "node-2"));
        assertThat(second.who(new Ask()).name()).isEqualTo("node-2");
        assertThat(second.who(new Ask()).name()).isEqualTo("node-2");
        assertThat(second.greeting()).isEqualTo("hello node-2");
    }

    @Test
    void aCallThatTakesTooLongIsUnavailable() {
        var stuck = new CountDownLatch(1);
        bus.serve(Waiting.class, ANY, _ -> await(stuck));
        var client = bus.client(Waiting.class, ANY, Duration.ofMillis(50));
        assertThatThrownBy(() -> client.waitFor(new Ask())).isInstanceOf(Fault.Unavailable.class);
        stuck.countDown();
    }

    @Test
    void aCastReturnsBeforeItIsDoneAndItsFailureStaysThere() throws InterruptedException {
        bus.serve(SampleRpc.class, ANY, server);
        client().note(new Name(null));
        RequestScope.run("req-7", () -> client().note(new Name("hello")));
        assertThat(server.notes.poll(120, TimeUnit.SECONDS)).isEqualTo("hello in req-7");
    }

    @Test
    void callsDoNotWaitForEachOther() {
        var stuck = new CountDownLatch(1);
        bus.serve(Waiting.class, ANY, _ -> await(stuck));
        bus.serve(SampleRpc.class, ANY, server);
        var waiting =
                Thread.ofVirtual().start(() -> bus.client(Waiting.class, ANY).waitFor(new Ask()));
        assertThat(client().who(new Ask()).name()).isEqualTo("one");
        assertThat(waiting.isAlive()).isTrue();
        stuck.countDown();
    }

    @Test
    void everySubscriberIsToldEverythingInOrder() throws InterruptedException {
        var first = new LinkedBlockingQueue<Integer>();
        var second = new LinkedBlockingQueue<Integer>();
        bus.subscribe("ticks", Tick.class, t -> first.add(t.number()));
        bus.subscribe("ticks", Tick.class, t -> second.add(t.number()));
        bus.subscribe("others", Tick.class, _ -> second.add(-1));
        for (int i = 0; i < 1000; i++) {
            bus.publish("ticks", new Tock(-1));
            bus.publish("ticks", new Tick(i));
        }
        var expected = IntStream.range(0, 1000).boxed().toList();
        assertThat(take(first, 1000)).isEqualTo(expected);
        assertThat(take(second, 1000)).isEqualTo(expected);
    }

    @Test
    void aSlowOrFailingSubscriberHoldsUpNobody() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        var quick = new LinkedBlockingQueue<Integer>();
        bus.subscribe("ticks", Tick.class, _ -> await(stuck));
        bus.subscribe("ticks", Tick.class, t -> {
            quick.add(t.number());
            throw new IllegalStateException("fails each time");
        });
        bus.publish("ticks", new Tick(1));
        bus.publish("ticks", new Tick(2));
        assertThat(take(quick, 2)).containsExactly(1, 2);
        stuck.countDown();
    }

    @Test
    void aClosedSubscriptionHearsWhatWasBeforeAndNothingAfter() {
        var heard = new LinkedBlockingQueue<@Nullable String>();
        var subscription = bus.subscribe("ticks", Tick.class, t -> heard.add(t.number() + RequestScope.current()));
        RequestScope.run("req-1", () -> bus.publish("ticks", new Tick(1)));
        subscription.close();
        subscription.close();
        bus.publish("ticks", new Tick(2));
        bus.close();
        assertThat(heard).containsExactly("1req-1");
    }

    @Test
    void afterClosingNothingIsAccepted() {
        bus.serve(SampleRpc.class, ANY, server);
        var client = client();
        bus.close();
        assertThatThrownBy(() -> client.who(new Ask())).isInstanceOf(Fault.Unavailable.class);
        assertThatThrownBy(() -> bus.subscribe("ticks", Tick.class, _ -> {})).isInstanceOf(Fault.Unavailable.class);
    }

    @Test
    void whatHasNotTheShapeOfAContractIsRefused() {
        assertThatThrownBy(() -> bus.client(Runnable.class, ANY)).hasMessageContaining("@Bus.Contract");
        assertThatThrownBy(() -> bus.client(TwoArguments.class, ANY)).hasMessageContaining("exactly one record");
        assertThatThrownBy(() -> bus.client(AnsweringCast.class, ANY)).hasMessageContaining("cannot return");
    }

    @Bus.Contract
    interface Waiting {
        void waitFor(Ask request);
    }

    @Bus.Contract
    interface TwoArguments {
        void both(Ask one, Ask two);
    }

    @Bus.Contract
    interface AnsweringCast {
        @Bus.Cast
        Name ask(Ask request);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> List<T> take(LinkedBlockingQueue<T> queue, int count) throws InterruptedException {
        var taken = new ArrayList<T>();
        while (taken.size() < count) {
            var next = queue.poll(120, TimeUnit.SECONDS);
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        return taken;
    }
}
