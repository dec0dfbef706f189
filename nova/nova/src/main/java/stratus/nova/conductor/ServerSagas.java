package stratus.nova.conductor;

import stratus.nova.app.Aggregates;
import stratus.nova.scheduler.FilterScheduler;
import stratus.nova.scheduler.StoredNeighbours;
import stratus.nova.store.AggregateStore;
import stratus.nova.store.HostStore;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServerGroupStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.nova.store.ShelfStore;
import stratus.oslo.saga.Sagas;

/** All that is done to servers, made and registered. */
final class ServerSagas {
    private final ConductorService.Site site;
    private final ConductorService.Backends backends;
    private final Sagas sagas;
    private final Logs logs;
    private final HostClients hosts;
    private final Cleanup cleanup;

    ServerSagas(ConductorService.Site site, ConductorService.Backends backends, Sagas sagas, Logs logs) {
        this.site = site;
        this.backends = backends;
        this.sagas = sagas;
        this.logs = logs;
        this.hosts = new HostClients(site);
        this.cleanup = new Cleanup(backends.placement(), backends.ports(), backends.volumes(), backends.self());
    }

    void register(StepTimeouts timeouts) {
        var scheduler = scheduler();
        var moves = new Moves(new MigrationStore(site.db()), cleanup, logs.moves());
        builds(scheduler, timeouts);
        resizes(scheduler, moves);
        devices();
        sagas.register(new PowerSaga(hosts.compute(), logs.servers()).define(), PowerSaga.Change.class);
        sagas.register(
                new DeleteServerSaga(hosts.compute(), cleanup, logs.servers(), moves, sagas, shelf()).define(),
                DeleteServerSaga.Delete.class);
        new LifecycleSagas(hosts.lives(), backends, cleanup, logs.servers(), logs.lives())
                .register(sagas, scheduler, site.clock());
    }

    private FilterScheduler scheduler() {
        var db = site.db();
        var services = new ServiceStore(db);
        var zones = new Aggregates(db, new AggregateStore(db), services, site.changes(), site.clock());
        var neighbours = new StoredNeighbours(new ServerGroupStore(db), new ServerStore(db));
        var known = new FilterScheduler.Known(new HostStore(db), services, zones::zoneOf, neighbours);
        return new FilterScheduler(backends.placement(), known, site.tracer(), site.clock());
    }

    private void builds(FilterScheduler scheduler, StepTimeouts timeouts) {
        var calls = new HostCalls(hosts.builders(), hosts.compute(), logs.builds(), timeouts, site.clock());
        sagas.register(
                new BuildServerSaga(scheduler, calls, cleanup, logs.builds(), site.tracer()).define(),
                BuildServerSaga.Build.class);
    }

    private void resizes(FilterScheduler scheduler, Moves moves) {
        var log = logs.moves();
        var clock = site.clock();
        var lives = hosts.lives();
        var moveHosts = new MoveHosts(hosts.lifecycle(), cleanup, log, clock);
        var abandoned = new AbandonedResizeSaga(moveHosts, log, sagas, clock);
        sagas.register(abandoned.define(), AbandonedResizeSaga.Abandoned.class);
        sagas.register(
                new ResizeServerSaga(scheduler, lives, cleanup, moves, log, abandoned).define(),
                ResizeServerSaga.Resize.class);
        sagas.register(new RevertResizeSaga(moveHosts, lives, cleanup, log).define(), RevertResizeSaga.Revert.class);
        sagas.register(new ConfirmResizeSaga(moveHosts, cleanup, log).define(), ConfirmResizeSaga.Confirm.class);
    }

    private void devices() {
        var volumes = new HostVolumes(backends.volumes(), hosts.compute());
        sagas.register(new AttachVolumeSaga(volumes, logs.devices()).define(), AttachVolumeSaga.Attach.class);
        sagas.register(new DetachVolumeSaga(volumes, logs.devices()).define(), DetachVolumeSaga.Detach.class);
    }

    private Shelf shelf() {
        return new Shelf(site.db(), new ShelfStore(site.db()), backends.made().images(), backends.self());
    }
}
