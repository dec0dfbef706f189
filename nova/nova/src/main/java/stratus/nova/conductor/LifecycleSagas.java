package stratus.nova.conductor;

import java.time.InstantSource;
import stratus.nova.scheduler.FilterScheduler;
import stratus.oslo.saga.Sagas;

/** The sagas of what is done to servers in the course of their lives. */
record LifecycleSagas(
        LifecycleHosts hosts,
        ConductorService.Backends backends,
        Cleanup cleanup,
        ServerLog servers,
        LifecycleLog log) {
    void register(Sagas sagas, FilterScheduler scheduler, InstantSource clock) {
        var images = backends.made().images();
        var copies = new VolumeSnapshots(backends.made().copies());
        var bindings = new HostBindings(hosts.compute(), backends.network(), backends.volumes(), cleanup, log);
        sagas.register(new SnapshotSaga(images, hosts, servers, copies).define(), SnapshotSaga.Snapshot.class);
        sagas.register(new RebuildSaga(hosts, log).define(), RebuildSaga.Rebuild.class);
        sagas.register(new RescueSaga(hosts, log).define(), RescueSaga.Mend.class);
        sagas.register(new UnrescueSaga(hosts, log).define(), UnrescueSaga.Release.class);
        sagas.register(new ShelveSaga(images, hosts, log, sagas, clock).define(), ShelveSaga.Shelve.class);
        sagas.register(new OffloadSaga(bindings, log).define(), OffloadSaga.Offload.class);
        sagas.register(new UnshelveSaga(scheduler, hosts, bindings, images, log).define(), UnshelveSaga.Unshelve.class);
    }
}
