package stratus.nova.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.conductor.ConfirmResizeSaga;
import stratus.nova.conductor.ResizeServerSaga;
import stratus.nova.conductor.RevertResizeSaga;
import stratus.nova.domain.Migration;
import stratus.nova.domain.Migration.Status;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.nova.domain.Service;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ServerFlavor;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.oslo.saga.Sagas;

/** Other sizes and other places for servers: asked for, confirmed and taken back. */
public final class Resizes {
    private final Db db;
    private final Stores stores;
    private final Checks checks;
    private final Sagas sagas;
    private final InstantSource clock;

    public record Stores(ServerStore servers, MigrationStore moves, ServiceStore services, ServerActions actions) {}

    /** What a new size has to pass. */
    public record Checks(NewSize sizes, QuotaChecks quota) {}

    public Resizes(Db db, Stores stores, Checks checks, Sagas sagas, InstantSource clock) {
        this.db = db;
        this.stores = stores;
        this.checks = checks;
        this.sagas = sagas;
        this.clock = clock;
    }

    /** Begins; the quota has room for the larger of both sizes from here on. {@code diskConfig} null is {@code MANUAL}. */
    public void resize(Caller caller, Server server, String flavor, @Nullable String diskConfig) {
        movable(caller, server, ServerAction.RESIZE);
        var wanted = checks.sizes().of(caller, server, flavor, diskConfig);
        begin(new Begin(caller, server.id(), ServerAction.RESIZE, wanted, diskConfig == null ? "MANUAL" : diskConfig));
    }

    /** Begins; {@code host} is the one that it shall go to, null for any other. */
    public void migrate(Caller caller, Server server, @Nullable String host) {
        movable(caller, server, ServerAction.MIGRATE);
        if (host != null && new HostName(host).equals(server.host())) {
            throw new Fault.Invalid("Cannot migrate to the host where the server exists.");
        }
        if (host != null && stores.services().find(Service.COMPUTE, host).isEmpty()) {
            throw new Fault.Invalid("Compute host %s could not be found.".formatted(host));
        }
        var spec = server.spec();
        begin(new Begin(caller, server.id(), ServerAction.MIGRATE, spec.flavor(), spec.diskConfig()));
    }

    private void movable(Caller caller, Server server, ServerAction action) {
        ServerActions.unlocked(caller, server);
        action.taskFor(server);
        up(server);
    }

    /** Refuses where the server's host does not answer. */
    private void up(Server server) {
        var host = server.needHost();
        var service = stores.services().find(Service.COMPUTE, host.value());
        if (service.isEmpty() || !service.get().up(clock.instant())) {
            throw new Fault.Conflict("Service is unavailable at this time.");
        }
    }

    private record Begin(Caller caller, ServerId server, ServerAction action, ServerFlavor wanted, String diskConfig) {}

    private void begin(Begin b) {
        var now = clock.instant();
        var id = UUID.randomUUID();
        sagas.launch(db.write(tx -> {
            var server = stores.servers().get(tx, b.server());
            advance(tx, server, b.action().taskFor(server), now);
            var before = server.spec().flavor();
            checks.quota().grow(tx, server.projectId(), before, b.wanted());
            stores.servers().spec(tx, server.id(), server.spec().withDiskConfig(b.diskConfig()), now);
            stores.servers()
                    .size(
                            tx,
                            server.id(),
                            Math.max(before.vcpus(), b.wanted().vcpus()),
                            Math.max(before.memoryMib(), b.wanted().memoryMib()));
            stores.moves().insert(tx, migration(id, b, server, now));
            stores.actions().begin(tx, b.caller(), server, b.action().verb(), now);
            var state = new ResizeServerSaga.Resize(b.caller(), server.id(), id);
            return sagas.begin(tx, ResizeServerSaga.NAME, server.id().text(), state, now, null);
        }));
    }

    private static Migration migration(UUID id, Begin b, Server server, Instant now) {
        var host = server.needHost();
        return new Migration(
                0,
                id,
                server.id(),
                server.projectId(),
                b.caller().userId(),
                b.action() == ServerAction.RESIZE ? Migration.RESIZE : Migration.COLD,
                Status.PRE_MIGRATING,
                host,
                null,
                server.spec().flavor(),
                b.wanted(),
                server.vmState(),
                now,
                null);
    }

    private void advance(Tx tx, Server server, @Nullable TaskState task, Instant now) {
        if (!stores.servers().advance(tx, server, server.vmState(), task, now)) {
            throw new Fault.Conflict(
                    "Instance %s is being changed.".formatted(server.id().text()));
        }
    }

    /** The old size is gone once this is done; it is not undone any more. */
    public void confirm(Caller caller, Server server) {
        ServerActions.unlocked(caller, server);
        ServerActions.idle(server, "confirmResize", Set.of(VmState.RESIZED));
        up(server);
        var now = clock.instant();
        sagas.launch(db.write(tx -> {
            var move = finished(tx, server);
            stores.moves().status(tx, move.id(), Status.CONFIRMING, now);
            stores.actions().begin(tx, caller, server, "confirmResize", now);
            var state = new ConfirmResizeSaga.Confirm(caller, server.id(), move.id());
            return sagas.begin(tx, ConfirmResizeSaga.NAME, server.id().text(), state, now, null);
        }));
    }

    /** The server is as before once this is done. */
    public void revert(Caller caller, Server server) {
        ServerActions.unlocked(caller, server);
        ServerAction.REVERT_RESIZE.taskFor(server);
        var now = clock.instant();
        sagas.launch(db.write(tx -> {
            var move = finished(tx, server);
            advance(tx, server, ServerAction.REVERT_RESIZE.taskFor(server), now);
            stores.moves().status(tx, move.id(), Status.REVERTING, now);
            stores.actions().begin(tx, caller, server, "revertResize", now);
            var state = new RevertResizeSaga.Revert(caller, server.id(), move.id());
            return sagas.begin(tx, RevertResizeSaga.NAME, server.id().text(), state, now, null);
        }));
    }

    /** Of rivals that confirm and revert, one finds it so. */
    private Migration finished(Tx tx, Server server) {
        db.lock(tx, server.id().text(), "migration");
        return stores.moves()
                .latest(tx, server.id())
                .filter(m -> m.status() == Status.FINISHED)
                .orElseThrow(() -> new Fault.Invalid("Instance has not been resized."));
    }
}
