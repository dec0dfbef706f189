package stratus.nova.conductor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import stratus.nova.app.Aggregates;
import stratus.nova.app.BlockStorage;
import stratus.nova.app.GuestLinks;
import stratus.nova.app.ServerImages;
import stratus.nova.app.ServerPorts;
import stratus.nova.app.VolumeCopies;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.LifecycleRpc;
import stratus.nova.rpc.ProgressRpc;
import stratus.nova.scheduler.FilterScheduler;
import stratus.nova.scheduler.Placement;
import stratus.nova.scheduler.StoredNeighbours;
import stratus.nova.store.ActionStore;
import stratus.nova.store.AggregateStore;
import stratus.nova.store.HostStore;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServerGroupStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.nova.store.ShelfStore;
import stratus.nova.store.StepStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.Bus.Address;
import stratus.oslo.saga.Sagas;
import stratus.oslo.trace.Tracer;

/** Runs the sagas of servers, and answers hosts. */
public final class ConductorService implements AutoCloseable {
    /** Each step has a deadline of its own; this is for the whole of them. */
    private static final Duration BUILD = Duration.ofHours(2);

    private static final Duration WORD = Duration.ofMinutes(3);

    private final Bus.Registration served;
    private final Bus.Registration progress;

    /** What it works with. */
    public record Site(Db db, Bus bus, ChangeLog changes, Tracer tracer, InstantSource clock) {}

    /** The other services. {@code self} is the service user. */
    public record Backends(
            Placement placement,
            Leftovers.Devices ports,
            BlockStorage volumes,
            ServerPorts network,
            Made made,
            Supplier<Caller> self) {}

    /** Where what is made of servers is kept. */
    public record Made(ServerImages images, VolumeCopies copies) {}

    /** Registers its sagas; they begin once they are started. */
    public ConductorService(Site site, Sagas sagas, Backends backends, Patience patience) {
        var db = site.db();
        var clock = site.clock();
        var servers = new ServerStore(db);
        var hosts = new HostStore(db);
        var services = new ServiceStore(db);
        var actions = new ActionStore(db);
        var endings = new Endings(servers, actions, site.changes());
        var builds = new BuildLog(db, servers, new StepStore(db), actions, endings, clock);
        var log = new ServerLog(db, servers, endings, clock);
        var leftovers = new Leftovers(backends.placement(), backends.ports(), backends.volumes(), backends.self());
        var zones = new Aggregates(db, new AggregateStore(db), services, site.changes(), clock);
        var neighbours = new StoredNeighbours(new ServerGroupStore(db), servers);
        var known = new FilterScheduler.Known(hosts, services, zones::zoneOf, neighbours);
        var scheduler = new FilterScheduler(backends.placement(), known, site.tracer(), clock);
        var word = hosts(site, WORD);
        var calls = new HostCalls(hosts(site, BUILD), word, builds, patience, clock);
        sagas.register(
                new BuildServerSaga(scheduler, calls, leftovers, builds, site.tracer()).define(),
                BuildServerSaga.Build.class);
        var migrations = new MigrationStore(db);
        var moving = new MoveLog(db, servers, migrations, endings, clock);
        var moves = new Moves(migrations, leftovers, moving);
        sagas.register(
                new DeleteServerSaga(word, leftovers, log, moves, sagas, shelf(db, backends)).define(),
                DeleteServerSaga.Delete.class);
        var lives = new LifecycleHosts(lifecycles(site, BUILD), word); // disks are copied
        var abandoned = new AbandonedResizeSaga(lifecycles(site, WORD), leftovers, moving, sagas, clock);
        sagas.register(abandoned.define(), AbandonedResizeSaga.Abandoned.class);
        sagas.register(
                new ResizeServerSaga(scheduler, lives, leftovers, moves, moving, abandoned).define(),
                ResizeServerSaga.Resize.class);
        sagas.register(new RevertResizeSaga(lives, leftovers, moving).define(), RevertResizeSaga.Revert.class);
        sagas.register(
                new ConfirmResizeSaga(lifecycles(site, WORD), leftovers, moving, clock).define(),
                ConfirmResizeSaga.Confirm.class);
        sagas.register(new PowerSaga(word, log).define(), PowerSaga.Change.class);
        var devices = new DeviceLog(db, servers, endings, clock);
        var volumes = new HostVolumes(backends.volumes(), word);
        sagas.register(new AttachVolumeSaga(volumes, devices).define(), AttachVolumeSaga.Attach.class);
        sagas.register(new DetachVolumeSaga(volumes, devices).define(), DetachVolumeSaga.Detach.class);
        var life = new LifecycleLog(db, servers, new ShelfStore(db), endings, clock);
        new LifecycleSagas(lives, backends, leftovers, log, life).register(sagas, scheduler, clock);
        this.progress = site.bus()
                .serve(ProgressRpc.class, new Address.AnyOf(ProgressRpc.TOPIC), new Progress(db, servers, clock));
        var conductor = new Conductor(
                db,
                new Conductor.Stores(servers, hosts, services),
                builds,
                new GuestLinks(backends.network()),
                site.tracer(),
                clock);
        this.served = site.bus().serve(ConductorRpc.class, new Address.AnyOf(ConductorRpc.TOPIC), conductor);
    }

    private static Shelf shelf(Db db, Backends backends) {
        return new Shelf(db, new ShelfStore(db), backends.made().images(), backends.self());
    }

    private static Function<HostName, LifecycleRpc> lifecycles(Site site, Duration deadline) {
        return clients(site, LifecycleRpc.class, LifecycleRpc.TOPIC, deadline);
    }

    private static Function<HostName, ComputeRpc> hosts(Site site, Duration deadline) {
        return clients(site, ComputeRpc.class, ComputeRpc.TOPIC, deadline);
    }

    private static <C> Function<HostName, C> clients(Site site, Class<C> contract, String topic, Duration deadline) {
        var restarting = RestartingHosts.usual(site.clock());
        Map<HostName, C> known = new ConcurrentHashMap<>();
        return host -> known.computeIfAbsent(host, h -> {
            var address = new Address.OnHost(topic, h.value());
            return restarting.across(contract, site.bus().client(contract, address, deadline));
        });
    }

    @Override
    public void close() {
        progress.close();
        served.close();
    }
}
