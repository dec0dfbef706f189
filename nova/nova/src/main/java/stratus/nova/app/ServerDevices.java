package stratus.nova.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.InstanceAction;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ServerPort;
import stratus.nova.store.ActionStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** Writes down which interfaces a server has, one change after the other. */
public final class ServerDevices {
    private final Db db;
    private final ServerStore servers;
    private final ActionStore actions;
    private final ChangeLog changes;
    private final InstantSource clock;

    public ServerDevices(Db db, ServerStore servers, ActionStore actions, ChangeLog changes, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.actions = actions;
        this.changes = changes;
        this.clock = clock;
    }

    @Nullable Server find(ServerId id) {
        return servers.find(id).orElse(null);
    }

    void add(ServerId id, ServerPort port) {
        ports(id, all -> Lists.with(all, port));
    }

    void remove(ServerId id, PortId port) {
        ports(id, all -> all.stream().filter(p -> !p.port().equals(port)).toList());
    }

    /** Unless they have changed since they were {@code seen}. */
    void replacePorts(ServerId id, List<ServerPort> seen, List<ServerPort> fresh) {
        ports(id, all -> all.equals(seen) ? fresh : all);
    }

    private void ports(ServerId id, UnaryOperator<List<ServerPort>> change) {
        db.run(tx -> {
            db.lock(tx, id.text(), "devices");
            servers.find(tx, id).ifPresent(s -> servers.devices(tx, id, change.apply(s.ports()), s.disks()));
        });
    }

    /** Writes down an action that began at {@code begun} and has an end now. */
    void ended(Caller caller, Server server, String verb, Instant begun, @Nullable RuntimeException failure) {
        var now = clock.instant();
        var id = server.id();
        var request = caller.requestId();
        var failed = failure == null ? null : String.valueOf(failure.getMessage());
        var outcome = failed == null ? null : "Error";
        var result = failed == null ? "Success" : "Error";
        var action = new InstanceAction(id, request, verb, caller.userId(), server.projectId(), outcome, begun, now);
        var event = new InstanceAction.Event(id, request, "compute_" + verb, begun, now, result, server.host(), failed);
        db.run(tx -> {
            actions.begin(tx, action);
            actions.event(tx, event);
            servers.find(tx, id).ifPresent(after -> changed(tx, caller, after));
        });
    }

    private void changed(Tx tx, Caller caller, Server after) {
        var project = after.projectId().text();
        changes.append(tx, caller, Operation.UPDATED, "server", after.id().text(), project, after);
    }
}
