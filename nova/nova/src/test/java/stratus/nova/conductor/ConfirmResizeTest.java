package stratus.nova.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.nova.Samples;
import stratus.nova.StrawClaims;
import stratus.nova.StrawVolumes;
import stratus.nova.conductor.ConfirmResizeSaga.Confirm;
import stratus.nova.conductor.RevertResizeSaga.Revert;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.LifecycleRpc;
import stratus.nova.store.ActionStore;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.saga.Saga;
import stratus.oslo.saga.SagaRunner;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

/** Hosts that do not answer, or fail, when what a server was is to be forgotten. */
class ConfirmResizeTest {
    private final Callers callers = new Callers();
    private final Caller caller = callers.of("member");
    private final Db db = BothDatabases.sqlite("nova");
    private final StrawClaims claims = new StrawClaims("a");
    private final ServerStore servers = new ServerStore(db);
    private final MigrationStore moves = new MigrationStore(db);
    private final ActionStore actions = new ActionStore(db);
    private final Deque<RuntimeException> answers = new ArrayDeque<>();
    private final Server server = Samples.server(Callers.PROJECT);
    private final UUID move = UUID.randomUUID();
    private Instant now = Samples.NOW;

    @BeforeEach
    void aResizeThatIsBeingConfirmed() {
        db.run(tx -> {
            servers.insert(tx, server);
            servers.advance(tx, server, VmState.RESIZED, null, now);
            moves.insert(tx, Samples.move(server, move, Migration.Status.CONFIRMING, "a"));
        });
        claims.claim(server, "a", Map.of("VCPU", 1L));
        claims.park(server, move);
        claims.claim(server, "a", Map.of("VCPU", 2L));
    }

    @AfterEach
    void stop() {
        db.close();
    }

    @Test
    void aHostThatIsGoneForGoodIsGivenUp() {
        now = Samples.NOW.plus(MoveHosts.PATIENCE).plusSeconds(1);
        answers.add(new Fault.Unavailable("compute", null));

        assertThatThrownBy(this::confirm).isInstanceOf(Fault.Unavailable.class);

        inError("compute service is unavailable");
    }

    @Test
    void aHostThatStartsAgainIsAskedAgain() {
        answers.addAll(List.of(new Fault.Unavailable("compute", null), new IllegalStateException("burnt")));

        assertThatThrownBy(this::confirm).hasMessage("burnt");

        assertThat(answers).isEmpty();
        inError("burnt");
    }

    @Test
    void aServerThatIsBeingDeletedIsNotWaitedFor() {
        var resized = servers.find(server.id()).orElseThrow();
        db.run(tx -> servers.advance(tx, resized, VmState.RESIZED, TaskState.DELETING, now));

        confirm();

        assertThat(moves.find(move)).map(Migration::status).contains(Migration.Status.CONFIRMED);
        assertThat(claims.all()).containsOnlyKeys(server.id().text());
    }

    private void inError(String why) {
        assertThat(servers.find(server.id())).map(Server::vmState).contains(VmState.ERROR);
        assertThat(actions.fault(server.id()).orElseThrow().message()).contains(why);
        assertThat(moves.find(move)).map(Migration::status).contains(Migration.Status.ERROR);
        assertThat(claims.all()).containsOnlyKeys(server.id().text());
    }

    @Test
    void aRevertWaitsForAHostThatStartsAgainToo() {
        answers.addAll(List.of(new Fault.Unavailable("compute", null), new IllegalStateException("burnt")));

        assertThatThrownBy(() -> run(revert(), new Revert(caller, server.id(), move)))
                .hasMessage("burnt");

        assertThat(answers).isEmpty();
        assertThat(servers.find(server.id())).map(Server::vmState).contains(VmState.ERROR);
        assertThat(moves.find(move)).map(Migration::status).contains(Migration.Status.ERROR);
    }

    private void confirm() {
        run(new ConfirmResizeSaga(hosts(), cleanup(), log()).define(), new Confirm(caller, server.id(), move));
    }

    private Saga<Revert> revert() {
        var lives = new LifecycleHosts(this::host, _ -> {
            throw new IllegalStateException("nothing starts");
        });
        return new RevertResizeSaga(hosts(), lives, cleanup(), log()).define();
    }

    private static <S extends Record> void run(Saga<S> saga, S state) {
        new SagaRunner((_, _, _) -> {}).run(saga, state);
    }

    private MoveHosts hosts() {
        return new MoveHosts(this::host, cleanup(), log(), () -> now);
    }

    private Cleanup cleanup() {
        return new Cleanup(claims, new NoDevices(), new StrawVolumes(), () -> callers.of("service"));
    }

    private MoveLog log() {
        var outcomes = new ActionOutcomes(servers, actions, new ChangeLog(db, () -> now));
        return new MoveLog(db, servers, moves, outcomes, () -> now);
    }

    /** What is next said instead of an answer. */
    private LifecycleRpc host(HostName name) {
        throw answers.remove();
    }
}
