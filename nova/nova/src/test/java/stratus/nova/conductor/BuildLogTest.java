package stratus.nova.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.nova.Samples;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ConductorRpc.Devices;
import stratus.nova.rpc.ConductorRpc.Edge;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.nova.rpc.ConductorRpc.StepReport;
import stratus.nova.store.ActionStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.StepStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

class BuildLogTest {
    private final InstantSource clock = InstantSource.fixed(Samples.NOW);
    private final Caller caller = new Callers().of("member");
    private final Server server = Samples.server(Callers.PROJECT);

    static List<Db> databases() {
        return BothDatabases.of("nova");
    }

    private BuildLog on(Db db) {
        var servers = new ServerStore(db);
        var actions = new ActionStore(db);
        db.run(tx -> servers.insert(tx, server));
        var outcomes = new ActionOutcomes(servers, actions, new ChangeLog(db, clock));
        return new BuildLog(db, servers, new StepStore(db), actions, outcomes, clock);
    }

    private StepReport report(int attempt, int begins, @Nullable Devices devices) {
        return new StepReport(server.id(), attempt, List.of(new Mark(begins, Edge.BEGIN, Map.of())), devices);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anAttemptIsCountedOnceItHadAHost(Db db) {
        try (db) {
            var log = on(db);
            assertThat(log.begin(server.id())).isEqualTo(1);
            assertThat(log.begin(server.id()))
                    .as("a crash before a host was found")
                    .isEqualTo(1);
            log.place(server.id(), 1, "host-1");
            assertThat(log.get(server.id()).host()).isNotNull();
            log.gaveUp(server.id(), 1, new IllegalStateException("burnt"));
            log.displace(log.get(server.id()));

            assertThat(log.begin(server.id())).isEqualTo(2);
            assertThat(log.tried(server.id())).containsExactly("host-1");
            assertThat(log.lastError(server.id())).as("as a user may know it").isEqualTo("IllegalStateException");
            assertThat(log.get(server.id()).host()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aReportMovesTheTaskAlong(Db db) {
        try (db) {
            var log = on(db);
            log.begin(server.id());
            log.place(server.id(), 1, "host-1");
            assertThat(log.latest(server.id(), 1))
                    .isNotNull()
                    .satisfies(s -> assertThat(s.step()).isEqualTo(12));
            log.report(report(1, 22, null));
            assertThat(log.get(server.id()).taskState()).isEqualTo(TaskState.NETWORKING);
            log.report(report(1, 28, new Devices(List.of(), List.of())));
            assertThat(log.get(server.id()).taskState()).isEqualTo(TaskState.SPAWNING);
            assertThat(log.get(server.id()).disks()).isEmpty();
            assertThat(log.latest(server.id(), 1))
                    .isNotNull()
                    .satisfies(s -> assertThat(s.step()).isEqualTo(28));
            log.built(caller, server.id(), 1);
            assertThat(log.get(server.id()).vmState()).isEqualTo(VmState.ACTIVE);
            assertThat(log.get(server.id()).taskState()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anAttemptThatIsOverIsRefusedWhateverItSays(Db db) {
        try (db) {
            var log = on(db);
            log.begin(server.id());
            log.place(server.id(), 1, "host-1");
            log.displace(log.get(server.id()));
            log.begin(server.id());
            log.place(server.id(), 2, "host-2");

            assertThatThrownBy(() -> log.report(report(1, 22, new Devices(List.of(), List.of()))))
                    .isInstanceOf(Fault.Conflict.class);
            assertThatThrownBy(() -> log.built(caller, server.id(), 1)).isInstanceOf(Fault.Conflict.class);
            log.built(caller, server.id(), 2);
            assertThatThrownBy(() -> log.report(report(2, 22, null))).isInstanceOf(Fault.Conflict.class);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aBuildWhoseServerIsBeingDeletedIsRefused(Db db) {
        try (db) {
            var log = on(db);
            log.begin(server.id());
            log.place(server.id(), 1, "host-1");
            var servers = new ServerStore(db);
            db.run(tx -> servers.advance(tx, log.get(server.id()), VmState.BUILDING, TaskState.DELETING, Samples.NOW));

            assertThatThrownBy(() -> log.report(report(1, 22, null))).isInstanceOf(Fault.Conflict.class);
            assertThatThrownBy(() -> log.begin(server.id())).isInstanceOf(Fault.Conflict.class);
            log.failed(caller, server.id(), new Fault.Conflict("deleted"));
            assertThat(log.get(server.id()).taskState()).isEqualTo(TaskState.DELETING);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aFailureTellsUsersLittleAndAdminsAll(Db db) {
        try (db) {
            var log = on(db);
            log.begin(server.id());
            log.place(server.id(), 1, "host-1");
            log.gaveUp(server.id(), 1, new IllegalStateException("host-1 has no disk left"));
            log.displace(log.get(server.id()));
            log.begin(server.id());
            log.explain(server.id(), 2, "host-1: RetryFilter: failed before");
            log.failed(caller, server.id(), new Fault.NoValidHost("none"));

            var after = log.get(server.id());
            var fault = new ActionStore(db).fault(server.id()).orElseThrow();
            assertThat(after.vmState()).isEqualTo(VmState.ERROR);
            assertThat(after.disks().getFirst().volume())
                    .as("what was made is gone")
                    .isNull();
            assertThat(fault.code()).isEqualTo(500);
            assertThat(fault.message()).isEqualTo("No valid host was found. none");
            assertThat(fault.details())
                    .contains("attempt 1, step 12", "no disk left", "attempt 2, step 10", "RetryFilter");
        }
    }
}
