package stratus.nova.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.Samples;
import stratus.nova.StrawClaims;
import stratus.nova.StrawImages;
import stratus.nova.StrawPorts;
import stratus.nova.StrawVolumes;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ComputeRpc.Destroy;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.HostReport;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.nova.rpc.ConductorRpc.StepReport;
import stratus.nova.store.ActionStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.messaging.Bus.Address;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.saga.Sagas;
import stratus.oslo.saga.SealedSecrets;
import stratus.oslo.trace.Tracer;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

/** Hosts that fail, that fall silent, and conductors that die while a host builds. */
class BuildSagaTest {
    @TempDir
    Path folder;

    private final InstantSource clock = InstantSource.system();
    private final Callers callers = new Callers();
    private final Caller caller = callers.of("member");
    private final Db db = BothDatabases.sqlite("nova");
    private final InProcessBus bus = new InProcessBus();
    private final StrawClaims claims = new StrawClaims("a", "b");
    private final ServerStore servers = new ServerStore(db);
    private final ConductorRpc conductor = bus.client(ConductorRpc.class, new Address.AnyOf(ConductorRpc.TOPIC));
    private volatile StepTimeouts timeouts = _ -> Duration.ofMinutes(2);

    @SuppressWarnings("NullAway.Init")
    private Sagas sagas;

    @SuppressWarnings("NullAway.Init")
    private ConductorService service;

    @BeforeEach
    void start() {
        sagas = new Sagas(db, clock, Sagas.Config.of("test"), SealedSecrets.under(folder.resolve("key")));
        var changes = new ChangeLog(db, clock);
        service = new ConductorService(
                new ConductorService.Site(db, bus, changes, new Tracer(bus, clock), clock),
                sagas,
                new ConductorService.Backends(
                        claims,
                        new NoDevices(),
                        new StrawVolumes(),
                        new StrawPorts(),
                        new ConductorService.Made(new StrawImages(), new StrawImages()),
                        () -> callers.of("service")),
                step -> timeouts.of(step));
        sagas.start();
    }

    private void die() {
        sagas.close();
        service.close();
    }

    @AfterEach
    void stop() {
        die();
        bus.close();
        db.close();
    }

    @Test
    void aHostThatFailsIsFollowedByAnother() {
        var bad = host("a", _ -> {
            throw new IllegalStateException("burnt");
        });
        var good = host("b", this::run);

        var server = build();

        Await.until(() -> find(server).vmState() == VmState.ACTIVE);
        assertThat(Stream.concat(attempts(bad).stream(), attempts(good).stream()))
                .isSubsetOf(1, 2);
        assertThat(attempts(good)).hasSize(1);
        assertThat(claims.places()).containsEntry(server.text(), "b");
        assertThat(bad.asked(Destroy.class)).hasSameSizeAs(attempts(bad));
    }

    @Test
    void whereAllHostsFailTheReasonIsWhatTheLastSaid() {
        host("a", _ -> {
            throw new Fault.Unavailable("network", null);
        });

        var server = build();

        Await.until(() -> find(server).vmState() == VmState.ERROR);
        assertThat(new ActionStore(db).fault(server).orElseThrow().message())
                .contains("Exceeded maximum number of retries.", "The network service is unavailable.");
        assertThat(claims.all()).isEmpty();
    }

    @Test
    void aFullDiskIsTriedElsewhereAndToldWhereThereIsNoRoomAtAll() {
        var full = host("a", _ -> {
            throw new Fault.Full("No space left on device: the host's disk has no room.", null);
        });
        var server = build();
        Await.until(() -> find(server).vmState() == VmState.ERROR);
        assertThat(new ActionStore(db).fault(server).orElseThrow().message()).contains("No space left on device");
        assertThat(claims.all()).isEmpty();
        assertThat(full.asked(Destroy.class)).hasSameSizeAs(attempts(full));

        var roomy = host("b", this::run);
        var second = build();
        Await.until(() -> find(second).vmState() == VmState.ACTIVE);
        assertThat(attempts(roomy)).hasSize(1);
    }

    @Test
    void whatTheRequestIsAtFaultForIsNotTriedElsewhere() {
        var first = host("a", _ -> {
            throw new Fault.Invalid("Image x is not active.");
        });
        var second = host("b", _ -> {
            throw new Fault.Invalid("Image x is not active.");
        });

        var server = build();

        Await.until(() -> find(server).vmState() == VmState.ERROR);
        assertThat(attempts(first).size() + attempts(second).size()).isEqualTo(1);
        assertThat(new ActionStore(db).fault(server).orElseThrow().message()).isEqualTo("Image x is not active.");
        assertThat(find(server).host()).isNull();
    }

    @Test
    void aHostThatFallsSilentIsGivenUpAndRefusedLater() {
        var silent = new CountDownLatch(1);
        var bad = host("a", build -> {
            report(build, 19);
            wait(silent);
        });
        var good = host("b", this::run);
        claims.candidates(() -> bad.asked(Destroy.class).isEmpty() ? List.of("a") : List.of("b"));
        timeouts = _ -> bad.asked(Destroy.class).isEmpty() ? Duration.ofMillis(300) : Duration.ofMinutes(2);

        var server = build();

        Await.until(() -> find(server).vmState() == VmState.ACTIVE);
        assertThat(attempts(good)).containsExactly(2);
        var late = new BuildAndRun(caller, server, 1);
        assertThatThrownBy(() -> report(late, 22)).isInstanceOf(Fault.Conflict.class);
        silent.countDown();
    }

    @Test
    void aConductorThatDiesFindsTheBuildWhereItWas() {
        var hangs = new CountDownLatch(1);
        var host = host("a", build -> {
            report(build, 19);
            if (hangs.getCount() > 0) {
                wait(hangs);
            }
            report(build, 29);
        });
        var server = build();
        Await.until(() -> attempts(host).size() == 1);

        die();
        hangs.countDown();
        start();

        Await.until(() -> find(server).vmState() == VmState.ACTIVE);
        assertThat(attempts(host)).as("the same attempt, on the same host").containsOnly(1);
        assertThat(host.asked(Destroy.class)).isEmpty();
        assertThat(claims.places()).containsEntry(server.text(), "a");
    }

    private ScriptedHost host(String name, Consumer<BuildAndRun> script) {
        var host = ScriptedHost.on(bus, name).told(BuildAndRun.class, script);
        conductor.host(new HostReport(new HostName(name), 100, 100_000, 1_000, "fake", 1, "{}", Set.of(), 0));
        return host;
    }

    private static List<Integer> attempts(ScriptedHost host) {
        return host.asked(BuildAndRun.class).stream().map(BuildAndRun::attempt).toList();
    }

    private void run(BuildAndRun build) {
        report(build, 14);
        report(build, 29);
    }

    private void report(BuildAndRun build, int begins) {
        conductor.step(
                new StepReport(build.server(), build.attempt(), List.of(new Mark(begins, Edge.BEGIN, Map.of())), null));
    }

    private ServerId build() {
        var server = Samples.server(Callers.PROJECT);
        var begun = db.write(tx -> {
            servers.insert(tx, server);
            var state = new BuildServerSaga.Build(caller, server.id());
            return sagas.begin(tx, BuildServerSaga.NAME, server.id().text(), state, Samples.NOW, null);
        });
        sagas.launch(begun);
        return server.id();
    }

    private Server find(ServerId id) {
        return servers.find(id).orElseThrow();
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
