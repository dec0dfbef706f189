package stratus.nova.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.Samples;
import stratus.nova.StrawClaims;
import stratus.nova.StrawImages;
import stratus.nova.StrawPorts;
import stratus.nova.StrawVolumes;
import stratus.nova.domain.Migration.Status;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc.SetPower;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.HostReport;
import stratus.nova.rpc.LifecycleRpc;
import stratus.nova.store.ActionStore;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
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

/** Hosts that fail at a resize and then do not answer. */
class AbandonedResizeTest {
    @TempDir
    Path folder;

    private volatile Instant now = Samples.NOW;
    private final InstantSource clock = () -> now;
    private final Callers callers = new Callers();
    private final Db db = BothDatabases.sqlite("nova");
    private final InProcessBus bus = new InProcessBus();
    private final StrawClaims claims = new StrawClaims("a");
    private final ServerStore servers = new ServerStore(db);
    private final MigrationStore moves = new MigrationStore(db);
    private final Sagas sagas = new Sagas(db, clock, Sagas.Config.of("test"), SealedSecrets.inMemory());
    private final UUID move = UUID.randomUUID();
    private final Server server = Samples.server(Callers.PROJECT);
    private volatile boolean gone = true;

    private final ScriptedHost host = ScriptedHost.on(bus, "a")
            .told(LifecycleRpc.Resize.class, _ -> {
                throw new IllegalStateException("burnt");
            })
            .told(LifecycleRpc.Move.class, _ -> {
                if (gone) {
                    throw new Fault.Unavailable("compute", null);
                }
            });

    @SuppressWarnings("NullAway.Init")
    private ConductorService service;

    @BeforeEach
    void aServerThatRunsIsResized() {
        var tracer = new Tracer(bus, clock);
        var made = new ConductorService.Made(new StrawImages(), new StrawImages());
        var backends = new ConductorService.Backends(
                claims, new NoDevices(), new StrawVolumes(), new StrawPorts(), made, () -> callers.of("service"));
        service = new ConductorService(
                new ConductorService.Site(db, bus, new ChangeLog(db, clock), tracer, clock),
                sagas,
                backends,
                StepTimeouts::usual);
        bus.client(ConductorRpc.class, new Address.AnyOf(ConductorRpc.TOPIC))
                .host(new HostReport(new HostName("a"), 100, 100_000, 1_000, "fake", 1, "{}", Set.of(), 0));
        claims.claim(server, "a", Map.of("VCPU", 1L));
        sagas.start();
        var resize = new ResizeServerSaga.Resize(callers.of("member"), server.id(), move);
        var begun = db.write(tx -> {
            servers.insert(tx, server);
            servers.settle(tx, server.id(), new HostName("a"), now);
            servers.advance(tx, server, VmState.ACTIVE, TaskState.RESIZE_PREP, now);
            moves.insert(tx, Samples.move(server, move, Status.PRE_MIGRATING, null));
            return sagas.begin(tx, ResizeServerSaga.NAME, server.id().text(), resize, now, null);
        });
        sagas.launch(begun);
    }

    @AfterEach
    void stop() {
        sagas.close();
        service.close();
        bus.close();
        db.close();
    }

    @Test
    void theServerIsInErrorAfterHalfAnHourAndTheHostIsPutInOrderOnceItIsBack() {
        Await.until("the host is asked to undo it", () -> reverts() > 0);
        assertThat(find().taskState()).isEqualTo(TaskState.RESIZE_MIGRATING);

        now = now.plus(MoveHosts.PATIENCE).plusSeconds(10);

        later("in error", () -> find().vmState() == VmState.ERROR);
        assertThat(find().taskState()).isNull();
        assertThat(find().spec().flavor().vcpus()).isEqualTo(1);
        assertThat(new ActionStore(db).fault(server.id()).orElseThrow().message())
                .isEqualTo("The resize failed, and host a did not undo it within 30 minutes."
                        + " It failed because: IllegalStateException: burnt");
        assertThat(moves.find(move).orElseThrow().status()).isEqualTo(Status.ERROR);
        assertThat(claims.all()).isEqualTo(Map.of(server.id().text(), Map.of("VCPU", 1L)));
        int before = reverts();

        gone = false;

        later(
                "the host is in order",
                () -> !sagas.exists(AbandonedResizeSaga.NAME, server.id().text()));
        assertThat(reverts()).isGreaterThan(before);
        assertThat(find().vmState()).isEqualTo(VmState.ERROR);
        assertThat(host.asked(SetPower.class))
                .as("turned off for the resize, and not on again")
                .hasSize(1);
    }

    @Test
    void aHostThatIsBackInTimeUndoesIt() {
        Await.until("the host is asked to undo it", () -> reverts() > 0);
        gone = false;

        later("active", () -> find().vmState() == VmState.ACTIVE && find().taskState() == null);
        assertThat(claims.all()).isEqualTo(Map.of(server.id().text(), Map.of("VCPU", 1L)));
        assertThat(host.asked(SetPower.class)).hasSize(2);
        assertThat(sagas.exists(AbandonedResizeSaga.NAME, server.id().text())).isFalse();
    }

    /** The clock goes on meanwhile, by as much as a saga waits before it tries again. */
    private void later(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            now = now.plusSeconds(6);
            return condition.getAsBoolean();
        });
    }

    private int reverts() {
        return host.asked(LifecycleRpc.Move.class).size();
    }

    private Server find() {
        return servers.find(server.id()).orElseThrow();
    }
}
