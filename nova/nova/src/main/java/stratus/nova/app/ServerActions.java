package stratus.nova.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import stratus.nova.domain.InstanceAction;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.store.ActionStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** What was asked of servers, by whom and when. */
public final class ServerActions {
    private final Db db;
    private final ActionStore store;
    private final InstantSource clock;

    public ServerActions(Db db, ActionStore store, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.clock = clock;
    }

    /** The latest first. */
    public List<InstanceAction> list(Server server) {
        return store.list(server.id());
    }

    public Optional<InstanceAction> find(Server server, String requestId) {
        return store.find(server.id(), requestId);
    }

    public List<InstanceAction.Event> events(InstanceAction action) {
        return store.events(action.serverId(), action.requestId());
    }

    /** Writes down an action that is over as soon as it is asked for. */
    void record(Caller caller, Server server, String verb) {
        var now = clock.instant();
        db.run(tx -> begin(tx, caller, server, verb, now));
    }

    void begin(Tx tx, Caller caller, Server server, String verb, Instant now) {
        store.begin(
                tx,
                new InstanceAction(
                        server.id(), caller.requestId(), verb, caller.userId(), server.projectId(), null, now, now));
    }

    void failed(Tx tx, Caller caller, Server server, Instant now) {
        store.end(tx, server.id(), caller.requestId(), "Error", now);
    }

    /** Refuses to change a locked server for anyone but an admin. */
    static void unlocked(Caller caller, Server server) {
        if (server.locked() && !caller.has("admin")) {
            throw new Fault.Conflict(
                    "Instance %s is locked".formatted(server.id().text()));
        }
    }

    /** Refuses what needs a server in one of these states with nothing under way. */
    static void idle(Server server, String verb, Set<VmState> states) {
        if (!states.contains(server.vmState())) {
            throw refusal(server, verb, "vm_state " + server.vmState().text());
        }
        var task = server.taskState();
        if (task != null) {
            throw refusal(server, verb, "task_state " + task.text());
        }
    }

    private static Fault refusal(Server server, String verb, String state) {
        return new Fault.Conflict("Cannot '%s' instance %s while it is in %s"
                .formatted(verb, server.id().text(), state));
    }
}
