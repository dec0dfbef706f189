package stratus.nova.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.nova.domain.TaskState;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.oslo.saga.Sagas;

/** Begins what takes time: a server's task, the action that is listed, and the saga, committed as one. */
public final class ServerTasks {
    private static final int TRIES = 5;

    private final Db db;
    private final ServerStore servers;
    private final ServerActions actions;
    private final Sagas sagas;
    private final InstantSource clock;

    public ServerTasks(Db db, ServerStore servers, ServerActions actions, Sagas sagas, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.actions = actions;
        this.sagas = sagas;
        this.clock = clock;
    }

    /** What is begun, of which server, and by which saga. */
    public record Begin(Caller caller, ServerAction action, ServerId server, String saga, Record state) {}

    /** Refuses a locked server, and one that may not take the action now with {@link Fault.Conflict}. */
    void start(Caller caller, ServerAction action, Server server, String saga, Record state) {
        ServerActions.unlocked(caller, server);
        launch(begin(new Begin(caller, action, server.id(), saga, state)));
    }

    /** The same, of a locked one too, and not yet running: a crash, too, will run it. */
    Sagas.Begun begin(Begin what) {
        return begin(what, (_, _) -> {});
    }

    /** With a change of the server in the same transaction, made from what it is by then. */
    Sagas.Begun begin(Begin what, BiConsumer<Tx, Server> change) {
        var now = clock.instant();
        for (int left = TRIES; ; left--) {
            try {
                return db.write(tx -> begin(tx, what, change, now));
            } catch (Moved moved) {
                if (left == 1) {
                    throw moved.fault();
                }
            }
        }
    }

    Instant now() {
        return clock.instant();
    }

    void launch(Sagas.Begun begun) {
        sagas.launch(begun);
    }

    /** What was begun shall not be: the server is without a task again, and the saga finds it so. */
    void abandon(Begin what, Sagas.Begun begun) {
        var now = clock.instant();
        db.run(tx -> {
            var server = servers.find(tx, what.server()).orElse(null);
            if (server != null && server.taskState() == what.action().task()) {
                servers.advance(tx, server, server.vmState(), null, now);
                actions.failed(tx, what.caller(), server, now);
            }
        });
        launch(begun);
    }

    /** The server as it is now decides: a build moves it from task to task meanwhile. */
    private Sagas.Begun begin(Tx tx, Begin what, BiConsumer<Tx, Server> change, Instant now) {
        var server = servers.get(tx, what.server());
        TaskState task = what.action().taskFor(server);
        if (!servers.advance(tx, server, server.vmState(), task, now)) {
            throw new Moved(server.id());
        }
        change.accept(tx, server);
        actions.begin(tx, what.caller(), server, what.action().verb(), now);
        return sagas.begin(tx, what.saga(), server.id().text(), what.state(), now, null);
    }

    /** Another moved the server between our look and our change. */
    private static final class Moved extends RuntimeException {
        private final ServerId server;

        Moved(ServerId server) {
            super("moved", null, false, false);
            this.server = server;
        }

        Fault fault() {
            return new Fault.Conflict("Instance %s is being changed.".formatted(server.text()));
        }
    }
}
