package stratus.nova.conductor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.InstanceAction;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerFault;
import stratus.nova.store.ActionStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** What is written down when something that was asked of a server has an end: its action, an event, the change. */
record ActionOutcomes(ServerStore servers, ActionStore actions, ChangeLog changes) {
    void write(Tx tx, Caller caller, Server server, String event, @Nullable RuntimeException failure, Instant now) {
        var failed = failure == null ? null : String.valueOf(failure.getMessage());
        actions.event(tx, event(caller, server, event, failed, now));
        actions.end(tx, server.id(), caller.requestId(), failed == null ? null : "Error", now);
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

    /** A part of what was asked for is done. */
    void part(Tx tx, Caller caller, Server server, String event, Instant now) {
        actions.event(tx, event(caller, server, event, null, now));
    }

    /** Why the server is in error, or was not given what was asked for. */
    void fault(Tx tx, ServerId server, RuntimeException why, Instant now) {
        var message = String.valueOf(why.getMessage());
        actions.fault(tx, server, new ServerFault(FaultCode.of(why), message, why.toString(), now));
    }

    void gone(Tx tx, Caller caller, Server server, Instant now) {
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

    private static InstanceAction.Event event(
            Caller caller, Server server, String name, @Nullable String failed, Instant now) {
        return new InstanceAction.Event(
                server.id(),
                caller.requestId(),
                name,
                server.updatedAt(),
                now,
                failed == null ? "Success" : "Error",
                server.host(),
                failed);
    }
}
