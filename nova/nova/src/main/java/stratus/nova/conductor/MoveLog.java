package stratus.nova.conductor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Migration.Status;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ServerFlavor;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** How far moves are: the server, its migration and its action in one transaction each. */
final class MoveLog {
    private final Db db;
    private final ServerStore servers;
    private final MigrationStore moves;
    private final ActionOutcomes outcomes;
    private final InstantSource clock;

    MoveLog(Db db, ServerStore servers, MigrationStore moves, ActionOutcomes outcomes, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.moves = moves;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    Migration move(UUID id) {
        return moves.find(id).orElseThrow(() -> new Fault.NotFound("Migration", id));
    }

    Server server(ServerId id) {
        return servers.get(id);
    }

    /** The server, unless it is gone or about to be. */
    @Nullable Server living(ServerId id) {
        return servers.find(id).filter(s -> s.taskState() != TaskState.DELETING).orElse(null);
    }

    @Nullable Server find(ServerId id) {
        return servers.find(id).orElse(null);
    }

    /** The host that it goes to. */
    void placed(Caller caller, Migration move, String host) {
        var now = clock.instant();
        db.run(tx -> {
            moves.place(tx, move.id(), new HostName(host), now);
            outcomes.part(tx, caller, resizing(tx, move), "conductor_migrate_server", now);
        });
    }

    /** The next stage; what was asked for meanwhile, a delete, is a {@link Fault.Conflict}. */
    void stage(Migration move, TaskState task, Status status) {
        var now = clock.instant();
        db.run(tx -> {
            var server = resizing(tx, move);
            servers.advance(tx, server, server.vmState(), task, now);
            moves.status(tx, move.id(), status, now);
        });
    }

    /** A part is done, and has an event of its own. */
    void told(Caller caller, Migration move, String event) {
        var now = clock.instant();
        db.run(tx -> outcomes.part(tx, caller, resizing(tx, move), event, now));
    }

    /** The server has its new size, and waits for a word. */
    void finished(Caller caller, Migration move) {
        var now = clock.instant();
        db.run(tx -> {
            var server = resizing(tx, move);
            servers.respec(tx, server.id(), server.spec().with(move.newFlavor()), now);
            servers.advance(tx, server, VmState.RESIZED, null, now);
            power(tx, server, move.ran(), now);
            moves.status(tx, move.id(), Status.FINISHED, now);
            outcomes.write(tx, caller, server, "compute_finish_resize", null, now);
        });
    }

    private void power(Tx tx, Server server, boolean runs, Instant now) {
        if (runs) {
            servers.launched(tx, server.id(), now);
        } else {
            servers.power(tx, server.id(), Power.SHUTDOWN, now);
        }
    }

    /** Its host was waited for in vain; {@code next} is written down with it. A repeat does nothing. */
    void abandoned(Migration move, Consumer<Tx> next) {
        var now = clock.instant();
        db.run(tx -> {
            if (!isAbandoned(tx, move)) {
                moves.status(tx, move.id(), Status.ERROR, now);
                next.accept(tx);
            }
        });
    }

    private boolean isAbandoned(Tx tx, Migration move) {
        return moves.find(tx, move.id()).filter(m -> m.status() == Status.ERROR).isPresent();
    }

    /**
     * The server is what it was; in error, where its host did not undo what was done. A server that is being deleted, or
     * that an admin has declared to be something else, keeps its task and state.
     */
    void failed(Caller caller, Migration move, RuntimeException failure) {
        var now = clock.instant();
        db.run(tx -> {
            boolean abandoned = isAbandoned(tx, move);
            moves.status(tx, move.id(), Status.ERROR, now);
            var server = servers.find(tx, move.serverId()).orElse(null);
            if (server != null && (server.taskState() == TaskState.DELETING || isResizing(server))) {
                size(tx, server, move.oldFlavor());
                var why = abandoned ? new NotUndone(move, failure) : failure;
                var state = abandoned ? VmState.ERROR : move.oldState();
                settle(tx, new Ending(caller, server, event(move), why), state, now);
            }
        });
    }

    /** What the user of a server is told that a failed resize has left in error. */
    private static final class NotUndone extends RuntimeException {
        NotUndone(Migration move, RuntimeException failure) {
            super(
                    "The resize failed, and host %s did not undo it within %d minutes. It failed because: %s"
                            .formatted(move.sourceHost().value(), MoveHosts.PATIENCE.toMinutes(), failure.getMessage()),
                    failure);
        }
    }

    private static String event(Migration move) {
        return move.destHost() == null ? "conductor_migrate_server" : "compute_resize_instance";
    }

    private record Ending(Caller caller, Server server, String event, RuntimeException failure) {}

    private void settle(Tx tx, Ending e, VmState state, Instant now) {
        var id = e.server().id();
        var task = e.server().taskState() == TaskState.DELETING ? TaskState.DELETING : null;
        servers.advance(tx, e.server(), task == null ? state : e.server().vmState(), task, now);
        outcomes.fault(tx, id, e.failure(), now);
        outcomes.write(tx, e.caller(), e.server(), e.event(), e.failure(), now);
    }

    /** The flavor is the old one again. */
    void reflavored(Migration move) {
        var now = clock.instant();
        db.run(tx -> servers.find(tx, move.serverId()).ifPresent(server -> {
            servers.respec(tx, server.id(), server.spec().with(move.oldFlavor()), now);
            size(tx, server, move.oldFlavor());
        }));
    }

    void reverted(Caller caller, Migration move) {
        var now = clock.instant();
        db.run(tx -> {
            moves.status(tx, move.id(), Status.REVERTED, now);
            var server = servers.find(tx, move.serverId()).orElse(null);
            if (server != null && server.taskState() == TaskState.RESIZE_REVERTING) {
                servers.advance(tx, server, move.oldState(), null, now);
                power(tx, server, move.ran(), now);
                outcomes.part(tx, caller, server, "compute_revert_resize", now);
                outcomes.write(tx, caller, server, "compute_finish_revert_resize", null, now);
            }
        });
    }

    /** Neither the one nor the other for sure: somebody has to look. */
    void revertFailed(Caller caller, Migration move, RuntimeException failure) {
        var now = clock.instant();
        db.run(tx -> error(tx, caller, move, "compute_revert_resize", failure, now));
    }

    /** The new size is the server's, but its host may have kept what it was before: somebody has to look. */
    void confirmFailed(Caller caller, Migration move, RuntimeException failure) {
        var now = clock.instant();
        db.run(tx -> {
            servers.find(tx, move.serverId()).ifPresent(server -> size(tx, server, move.newFlavor()));
            error(tx, caller, move, "compute_confirm_resize", failure, now);
        });
    }

    private void error(Tx tx, Caller caller, Migration move, String event, RuntimeException failure, Instant now) {
        moves.status(tx, move.id(), Status.ERROR, now);
        servers.find(tx, move.serverId())
                .ifPresent(server -> settle(tx, new Ending(caller, server, event, failure), VmState.ERROR, now));
    }

    void confirmed(Caller caller, Migration move) {
        var now = clock.instant();
        db.run(tx -> {
            moves.status(tx, move.id(), Status.CONFIRMED, now);
            var server = servers.find(tx, move.serverId()).orElse(null);
            if (server == null) {
                return;
            }
            size(tx, server, move.newFlavor());
            if (server.vmState() == VmState.RESIZED && server.taskState() == null) {
                var runs = server.power() == Power.RUNNING;
                servers.advance(tx, server, runs ? VmState.ACTIVE : VmState.STOPPED, null, now);
            }
            outcomes.write(tx, caller, server, "compute_confirm_resize", null, now);
        });
    }

    /** One from before that nobody will confirm any more. */
    void ended(Migration move, Status as) {
        var now = clock.instant();
        db.run(tx -> moves.status(tx, move.id(), as, now));
    }

    private void size(Tx tx, Server server, ServerFlavor flavor) {
        servers.size(tx, server.id(), flavor.vcpus(), flavor.memoryMib());
    }

    private Server resizing(Tx tx, Migration move) {
        var server = servers.find(tx, move.serverId()).orElse(null);
        if (server == null || !isResizing(server)) {
            throw new Fault.Conflict("Instance %s is not being resized any more."
                    .formatted(move.serverId().text()));
        }
        return server;
    }

    private static boolean isResizing(Server server) {
        var task = server.taskState();
        return task != null && task.resizing();
    }
}
