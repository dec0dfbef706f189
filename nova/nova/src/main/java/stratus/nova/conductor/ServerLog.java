package stratus.nova.conductor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.InstanceAction;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerFault;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ConductorRpc.Mark;
import stratus.nova.store.ActionStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.StepStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;

/** Writes down what becomes of servers: state, action, fault and change-log row in one transaction each. */
public final class ServerLog {
    private final Db db;
    private final ServerStore servers;
    private final ActionStore actions;
    private final StepStore steps;
    private final ChangeLog changes;
    private final InstantSource clock;

    public ServerLog(
            Db db, ServerStore servers, ActionStore actions, StepStore steps, ChangeLog changes, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.actions = actions;
        this.steps = steps;
        this.changes = changes;
        this.clock = clock;
    }

    /** The server, unless it is gone. */
    Server get(ServerId id) {
        return servers.find(id).orElseThrow(() -> new Fault.NotFound("Instance", id.text()));
    }

    @Nullable Server find(ServerId id) {
        return servers.find(id).orElse(null);
    }

    List<ServerId> on(HostName host) {
        return servers.onHost(host).stream().map(Server::id).toList();
    }

    /** Saves the steps and moves the task along with them; refuses an attempt that is over. */
    void steps(ServerId id, int attempt, List<Mark> marks, @Nullable TaskState from, @Nullable TaskState to) {
        var now = clock.instant();
        db.run(tx -> {
            var server = servers.find(tx, id).orElse(null);
            if (server == null || server.attempt() != attempt || server.taskState() == TaskState.DELETING) {
                throw new Fault.Conflict("Attempt %d of instance %s is over.".formatted(attempt, id.text()));
            }
            steps.save(tx, id, attempt, marks, now);
            if (to != null && server.taskState() == from) {
                servers.advance(tx, server, server.vmState(), to, now);
            }
        });
    }

    void place(ServerId id, @Nullable HostName host, int attempt) {
        var now = clock.instant();
        boolean placed = db.write(tx -> servers.place(tx, id, host, attempt, now));
        if (!placed) {
            throw new Fault.Conflict("Instance %s is being deleted.".formatted(id.text()));
        }
    }

    void active(Caller caller, ServerId id) {
        var now = clock.instant();
        db.run(tx -> {
            var server = servers.find(tx, id).orElse(null);
            if (server == null || server.taskState() == TaskState.DELETING) {
                throw new Fault.Conflict("Instance %s is being deleted.".formatted(id.text()));
            }
            servers.advance(tx, server, VmState.ACTIVE, null, now);
            servers.launched(tx, id, now);
            finish(tx, caller, server, "compute__do_build_and_run_instance", null);
        });
    }

    /** Nothing is left of the build; a server that is being deleted keeps its task. */
    void failed(Caller caller, ServerId id, RuntimeException failure) {
        var now = clock.instant();
        db.run(tx -> {
            var server = servers.find(tx, id).orElse(null);
            if (server == null || server.taskState() == TaskState.DELETING) {
                return;
            }
            servers.place(tx, id, null, server.attempt(), now);
            var placed = servers.find(tx, id).orElseThrow();
            servers.advance(tx, placed, VmState.ERROR, null, now);
            actions.fault(tx, id, fault(failure, now));
            finish(tx, caller, placed, "compute__do_build_and_run_instance", failure);
        });
    }

    private static ServerFault fault(RuntimeException failure, java.time.Instant now) {
        var text = failure instanceof Fault
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
        var code = failure instanceof Fault f ? stratus.oslo.http.Errors.status(f) : 500;
        return new ServerFault(code, text, failure.toString(), now);
    }

    /** Ends a task: the server is what it is now, and its action has an outcome. */
    void settled(
            Caller caller,
            Server seen,
            VmState vmState,
            stratus.nova.domain.Power power,
            String event,
            @Nullable RuntimeException failure) {
        var now = clock.instant();
        db.run(tx -> {
            if (servers.advance(tx, seen, vmState, null, now)) {
                servers.power(tx, seen.id(), power, now);
                finish(tx, caller, seen, event, failure);
            }
        });
    }

    void deleted(Caller caller, Server server) {
        var now = clock.instant();
        db.run(tx -> {
            if (servers.markDeleted(tx, server.id(), now)) {
                actions.event(tx, event(caller, server, "compute_terminate_instance", null, now));
                actions.end(tx, server.id(), caller.requestId(), null, now);
                changes.append(
                        tx,
                        caller,
                        Operation.DELETED,
                        "server",
                        server.id().text(),
                        server.projectId().text(),
                        null);
            }
        });
    }

    private void finish(
            stratus.oslo.db.Tx tx, Caller caller, Server server, String event, @Nullable RuntimeException failure) {
        var now = clock.instant();
        actions.event(tx, event(caller, server, event, failure, now));
        actions.end(tx, server.id(), caller.requestId(), failure == null ? null : "Error", now);
        var after = servers.find(tx, server.id()).orElseThrow();
        changes.append(
                tx,
                caller,
                Operation.UPDATED,
                "server",
                server.id().text(),
                server.projectId().text(),
                after);
    }

    private static InstanceAction.Event event(
            Caller caller, Server server, String name, @Nullable RuntimeException failure, Instant now) {
        return new InstanceAction.Event(
                server.id(),
                caller.requestId(),
                name,
                server.updatedAt(),
                now,
                failure == null ? "Success" : "Error",
                server.host(),
                failure == null ? null : failure.getMessage());
    }
}
