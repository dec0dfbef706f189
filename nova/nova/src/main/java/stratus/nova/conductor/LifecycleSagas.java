package stratus.nova.conductor;

import stratus.oslo.saga.Sagas;

/** The sagas of what is done to servers in the course of their lives. */
record LifecycleSagas(LifecycleHosts hosts, ConductorService.Made made, ServerLog servers) {
    void register(Sagas sagas) {
        var snapshot = new SnapshotSaga(made.images(), hosts, servers, new VolumeSnapshots(made.copies()));
        sagas.register(snapshot.define(), SnapshotSaga.Snapshot.class);
    }
}
