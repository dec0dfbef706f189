package stratus.nova.app;

import java.time.Duration;
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

/** Everything the Compute API can do to servers. */
public final class Servers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Db db;
    private final Stores stores;
    private final NewServers fresh;
    private final ServerTasks tasks;
    private final InstantSource clock;

    public Servers(Db db, Stores stores, NewServers fresh, ServerTasks tasks, InstantSource clock) {
        this.db = db;
        this.stores = stores;
        this.fresh = fresh;
        this.tasks = tasks;
        this.clock = clock;
    }

    public record Stores(ServerStore servers, ServerActions actions) {}

    /** Steps 6 and 7. */
    public List<Server> create(Caller caller, ServerRequest request) {
        return fresh.create(caller, request);
    }

    public Server get(ServerId id) {
        return stores.servers().get(id);
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
        tasks.start(
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
        tasks.start(caller, action, server, PowerSaga.NAME, new PowerSaga.Change(caller, server.id(), power));
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
