package stratus.cinder.app;

import java.lang.System.Logger.Level;
import java.util.Set;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Volume;
import stratus.cinder.rpc.VolumeRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Takes and deletes snapshots at their backends; each may be done again after a crash. */
public final class SnapshotWork {
    private static final System.Logger log = System.getLogger("stratus.cinder");

    private final Stores stores;
    private final Backends backends;
    private final Jobs jobs;

    public SnapshotWork(Stores stores, Backends backends, Jobs jobs) {
        this.stores = stores;
        this.backends = backends;
        this.jobs = jobs;
    }

    private record Target(Snapshot snapshot, VolumeRpc backend) {}

    private java.util.Optional<Target> target(Job job) {
        return stores.db()
                .read(tx -> stores.snapshots().find(tx, SnapshotId.parse(job.resourceId())))
                .flatMap(s -> stores.db()
                        .read(tx -> stores.volumes().find(tx, s.volumeId()))
                        .map(Volume::host)
                        .map(host -> new Target(s, backends.at(host))));
    }

    void create(Job job) {
        var target = target(job).filter(t -> t.snapshot().status() == SnapshotStatus.CREATING);
        if (target.isEmpty()) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        var snapshot = target.get().snapshot();
        var outcome = attempt(
                job,
                SnapshotStatus.AVAILABLE,
                SnapshotStatus.ERROR,
                () -> target.get()
                        .backend()
                        .createSnapshot(
                                new VolumeRpc.CreateSnapshot(job.caller(), snapshot.id(), snapshot.volumeId())));
        stores.db().run(tx -> end(tx, job, snapshot.id(), SnapshotStatus.CREATING, outcome));
    }

    void delete(Job job) {
        var target = target(job);
        if (target.isEmpty()) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        var snapshot = target.get().snapshot();
        var outcome = attempt(
                job,
                SnapshotStatus.AVAILABLE,
                SnapshotStatus.ERROR_DELETING,
                () -> target.get()
                        .backend()
                        .deleteSnapshot(
                                new VolumeRpc.DeleteSnapshot(job.caller(), snapshot.id(), snapshot.volumeId())));
        stores.db().run(tx -> {
            if (outcome == SnapshotStatus.ERROR_DELETING) {
                end(tx, job, snapshot.id(), SnapshotStatus.DELETING, outcome);
                return;
            }
            stores.snapshots().delete(tx, snapshot.id());
            stores.changes()
                    .append(
                            tx,
                            job.caller(),
                            Operation.DELETED,
                            "snapshot",
                            snapshot.id().text(),
                            snapshot.projectId().value(),
                            null);
            jobs.done(tx, job);
        });
    }

    private static SnapshotStatus attempt(Job job, SnapshotStatus good, SnapshotStatus bad, Runnable work) {
        try {
            work.run();
            return good;
        } catch (Fault.Unavailable later) {
            throw later;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, () -> "%s of %s failed".formatted(job.kind(), job.resourceId()), e);
            return bad;
        }
    }

    private void end(Tx tx, Job job, SnapshotId id, SnapshotStatus from, SnapshotStatus to) {
        if (stores.snapshots().advance(tx, id, Set.of(from), to, stores.now())) {
            stores.snapshots()
                    .find(tx, id)
                    .ifPresent(s -> stores.changes()
                            .append(
                                    tx,
                                    job.caller(),
                                    Operation.UPDATED,
                                    "snapshot",
                                    id.text(),
                                    s.projectId().value(),
                                    s));
        }
        jobs.done(tx, job);
    }
}
