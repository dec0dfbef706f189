package stratus.nova.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import stratus.nova.conductor.DeleteServerSaga;
import stratus.nova.conductor.PowerSaga;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.nova.domain.ServerFilter;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;
import stratus.oslo.saga.Sagas;

/** Everything the Compute API can do to servers. */
public final class Servers {
    private static final int TRIES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Db db;
    private final Stores stores;
    private final NewServers fresh;
    private final Sagas sagas;
    private final InstantSource clock;

    public Servers(Db db, Stores stores, NewServers fresh, Sagas sagas, InstantSource clock) {
        this.db = db;
        this.stores = stores;
        this.fresh = fresh;
        this.sagas = sagas;
        this.clock = clock;
    }

    public record Stores(ServerStore servers, ServerActions actions) {}

    /** Steps 6 and 7. */
    public List<Server> create(Caller caller, ServerRequest request) {
        return fresh.create(caller, request);
    }

    public Server get(ServerId id) {
        return stores.servers().find(id).orElseThrow(() -> new Fault.NotFound("Instance", id.text()));
    }

    /** One that is deleted, too. */
    public Server getOrDeleted(ServerId id) {
        return stores.servers().findOrDeleted(id).orElseThrow(() -> new Fault.NotFound("Instance", id.text()));
    }

    /** A page of those that pass the filter and the test. */
    public Page<Server> list(ServerFilter filter, Predicate<Server> test) {
        int limit = filter.page().limit();
        var found = new ArrayList<Server>();
        var page = stores.servers().list(filter);
        while (true) {
            page.items().stream().filter(test).forEach(found::add);
            if (found.size() >= limit || !page.more()) {
                boolean more = page.more() || found.size() > limit;
                return new Page<>(found.subList(0, Math.min(limit, found.size())), more);
            }
            page = stores.servers().list(filter.after(page.items().getLast().id()));
        }
    }

    /** A repeat while the delete is under way changes nothing. What never was on a host is gone when this returns. */
    public void delete(Caller caller, Server server) {
        if (server.taskState() == TaskState.DELETING) {
            return;
        }
        begin(
                caller,
                ServerAction.DELETE,
                server,
                DeleteServerSaga.NAME,
                new DeleteServerSaga.Delete(caller, server.id()));
        if (server.vmState() == VmState.ERROR && server.host() == null) {
            awaitGone(server.id());
        }
    }

    /** Clients that see a server in error take its delete for failed; a short wait keeps them from seeing it. */
    private void awaitGone(ServerId id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (stores.servers().find(id).isPresent() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    public void power(Caller caller, Server server, ServerAction action, ComputeRpc.Power power) {
        begin(caller, action, server, PowerSaga.NAME, new PowerSaga.Change(caller, server.id(), power));
    }

    /** Moves the server into the action's task, or throws {@link Fault.Conflict} if it may not. */
    private void begin(Caller caller, ServerAction action, Server server, String saga, Record state) {
        ServerActions.unlocked(caller, server);
        var now = clock.instant();
        for (int left = TRIES; ; left--) {
            try {
                sagas.launch(db.write(tx -> begin(tx, new Begin(caller, action, server.id(), saga, state), now)));
                return;
            } catch (Moved moved) {
                if (left == 1) {
                    throw moved.fault();
                }
            }
        }
    }

    private record Begin(Caller caller, ServerAction action, ServerId server, String saga, Record state) {}

    /** The server as it is now decides: a build moves it from task to task meanwhile. */
    private Sagas.Begun begin(Tx tx, Begin what, Instant now) {
        var server = stores.servers()
                .find(tx, what.server())
                .orElseThrow(() -> new Fault.NotFound("Instance", what.server().text()));
        var task = what.action().taskFor(server);
        if (!stores.servers().advance(tx, server, server.vmState(), task, now)) {
            throw new Moved(server.id());
        }
        stores.actions().begin(tx, what.caller(), server, what.action().verb(), now);
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

    /** What an admin says it is, whatever it was. */
    public void reset(Caller caller, Server server, VmState state) {
        var now = clock.instant();
        db.run(tx -> {
            stores.servers().advance(tx, server, state, null, now);
            stores.actions().begin(tx, caller, server, "resetState", now);
        });
    }
}
