package stratus.nova.app;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.InstanceAction;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Migration.Status;
import stratus.nova.domain.MigrationFilter;
import stratus.nova.domain.Server;
import stratus.nova.domain.Service;
import stratus.nova.domain.VmState;
import stratus.nova.store.ActionStore;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** What moves there were; and those that need a second host, which end where they begin: a server's disks are its host's. */
public final class Migrations {
    private final Db db;
    private final Stores stores;
    private final ServerActions actions;
    private final InstantSource clock;

    public record Stores(MigrationStore moves, ServiceStore services, ActionStore log) {}

    public Migrations(Db db, Stores stores, ServerActions actions, InstantSource clock) {
        this.db = db;
        this.stores = stores;
        this.actions = actions;
        this.clock = clock;
    }

    /** The newest first. */
    public Page<Migration> list(MigrationFilter filter) {
        var marker = filter.marker();
        if (marker != null && stores.moves().find(marker).isEmpty()) {
            throw new Fault.Invalid("Marker %s could not be found.".formatted(marker));
        }
        return stores.moves().list(filter);
    }

    public Optional<Migration> find(Server server, long number) {
        return stores.moves().find(server.id(), number);
    }

    /**
     * No host can take a guest that runs.
     *
     * @param waits whether the answer waits for the search, and is a {@link Fault.Invalid} where it finds none; else the
     *     server's action and migration tell
     */
    public void live(Caller caller, Server server, @Nullable String host, boolean waits) {
        ServerActions.unlocked(caller, server);
        ServerActions.idle(server, "os-migrateLive", Set.of(VmState.ACTIVE, VmState.PAUSED));
        if (host != null && stores.services().find(Service.COMPUTE, host).isEmpty()) {
            throw new Fault.Invalid("Compute host %s could not be found.".formatted(host));
        }
        var why = new HostName(host == null ? "" : host).equals(server.host())
                ? "Unable to migrate instance (%s) to current host (%s)."
                        .formatted(server.id().text(), host)
                : "No valid host was found. There are not enough hosts available.";
        db.run(tx -> refused(tx, caller, server, why));
        if (waits) {
            throw new Fault.Invalid(why);
        }
    }

    private void refused(Tx tx, Caller caller, Server server, String why) {
        var now = clock.instant();
        var host = server.host();
        var flavor = server.spec().flavor();
        if (host != null) {
            stores.moves()
                    .insert(
                            tx,
                            new Migration(
                                    0,
                                    UUID.randomUUID(),
                                    server.id(),
                                    server.projectId(),
                                    caller.userId(),
                                    Migration.LIVE,
                                    Status.ERROR,
                                    host,
                                    null,
                                    flavor,
                                    flavor,
                                    server.vmState(),
                                    now,
                                    now));
        }
        actions.begin(tx, caller, server, "live-migration", now);
        var event = "conductor_live_migrate_instance";
        stores.log()
                .event(
                        tx,
                        new InstanceAction.Event(server.id(), caller.requestId(), event, now, now, "Error", host, why));
        stores.log().end(tx, server.id(), caller.requestId(), "Error", now);
    }

    /** Refuses: where the server's host is up there is nothing to save it from. */
    public void evacuate(Server server, @Nullable String target) {
        if (target != null && stores.services().find(Service.COMPUTE, target).isEmpty()) {
            throw new Fault.NotFound("Compute host %s not found.".formatted(target));
        }
        var host = server.host();
        if (host != null && host.value().equals(target)) {
            throw new Fault.Invalid("The target host can't be the same one.");
        }
        ServerActions.idle(server, "evacuate", Set.of(VmState.ACTIVE, VmState.STOPPED, VmState.ERROR));
        var service =
                host == null ? Optional.<Service>empty() : stores.services().find(Service.COMPUTE, host.value());
        if (host != null && service.isPresent() && service.get().up(clock.instant())) {
            throw new Fault.Invalid("Compute service of %s is still in use.".formatted(host.value()));
        }
        throw new Fault.NotImplemented(
                "Servers cannot be rebuilt on another host yet: nothing of this one has been changed.");
    }
}
