package stratus.nova.conductor;

import java.time.InstantSource;
import java.util.function.Supplier;
import stratus.nova.app.BlockStorage;
import stratus.nova.app.GuestLinks;
import stratus.nova.app.ServerImages;
import stratus.nova.app.ServerPorts;
import stratus.nova.app.VolumeCopies;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ProgressRpc;
import stratus.nova.scheduler.Placement;
import stratus.nova.store.HostStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Caller;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.Bus.Address;
import stratus.oslo.saga.Sagas;
import stratus.oslo.trace.Tracer;

/** Runs the sagas of servers, and answers hosts. */
public final class ConductorService implements AutoCloseable {
    private final Bus.Registration served;
    private final Bus.Registration progress;

    /** What it works with. */
    public record Site(Db db, Bus bus, ChangeLog changes, Tracer tracer, InstantSource clock) {}

    /** The other services. {@code self} is the service user. */
    public record Backends(
            Placement placement,
            Cleanup.Devices ports,
            BlockStorage volumes,
            ServerPorts network,
            Made made,
            Supplier<Caller> self) {}

    /** Where what is made of servers is kept. */
    public record Made(ServerImages images, VolumeCopies copies) {}

    /** Registers its sagas; they begin once they are started. */
    public ConductorService(Site site, Sagas sagas, Backends backends, StepTimeouts timeouts) {
        var logs = Logs.of(site);
        new ServerSagas(site, backends, sagas, logs).register(timeouts);
        var db = site.db();
        var servers = new ServerStore(db);
        this.progress = site.bus()
                .serve(
                        ProgressRpc.class,
                        new Address.AnyOf(ProgressRpc.TOPIC),
                        new Progress(db, servers, site.clock()));
        var conductor = new Conductor(
                db,
                new Conductor.Stores(servers, new HostStore(db), new ServiceStore(db)),
                logs.builds(),
                new GuestLinks(backends.network()),
                site.tracer(),
                site.clock());
        this.served = site.bus().serve(ConductorRpc.class, new Address.AnyOf(ConductorRpc.TOPIC), conductor);
    }

    @Override
    public void close() {
        progress.close();
        served.close();
    }
}
