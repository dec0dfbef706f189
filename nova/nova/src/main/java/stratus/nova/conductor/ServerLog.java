package stratus.nova.conductor;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;

/** Writes down what becomes of servers: state, action, fault and change-log row in one transaction each. */
final class ServerLog {
    private final Db db;
    private final ServerStore servers;
    private final ActionOutcomes outcomes;
    private final InstantSource clock;

    ServerLog(Db db, ServerStore servers, ActionOutcomes outcomes, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The server, unless it is gone. */
    Server get(ServerId id) {
        return servers.get(id);
    }

    @Nullable Server find(ServerId id) {
        return servers.find(id).orElse(null);
    }

    /** Ends a task: the server is what it is now, and its action has an outcome. */
    void settled(
            Caller caller,
            Server seen,
            VmState vmState,
            Power power,
            String event,
            @Nullable RuntimeException failure) {
        var now = clock.instant();
        db.run(tx -> {
            if (servers.advance(tx, seen, vmState, null, now)) {
                servers.power(tx, seen.id(), power, now);
                outcomes.write(tx, caller, seen, event, failure, now);
            }
        });
    }

    void deleted(Caller caller, Server server) {
        var now = clock.instant();
        db.run(tx -> {
            if (servers.markDeleted(tx, server.id(), now)) {
                outcomes.gone(tx, caller, server, now);
            }
        });
    }
}
