package stratus.cinder.app;

import java.util.Optional;
import java.util.Set;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Trouble;
import stratus.cinder.domain.Volume;
import stratus.cinder.rpc.VolumeRpc;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Takes and deletes snapshots at their backends; each may be done again after a crash. */
public final class SnapshotWork {
    private final Stores stores;
    private final Backends backends;
    private final Jobs jobs;
    private final Messages messages;
    private final GroupProgress groups;

    public SnapshotWork(Stores stores, Backends backends, Jobs jobs, Messages messages) {
        this.stores = stores;
        this.backends = backends;
        this.jobs = jobs;
        this.messages = messages;
        this.groups = new GroupProgress(stores);
    }

    private record Target(Snapshot snapshot, VolumeRpc backend) {}

    private Optional<Target> target(Job job) {
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
        var request = new VolumeRpc.CreateSnapshot(job.caller(), snapshot.id(), snapshot.volumeId());
        var failure = jobs.outcome(job, () -> target.get().backend().createSnapshot(request));
        stores.db().run(tx -> {
            if (failure != null) {
                messages.tell(tx, job, snapshot.projectId(), Trouble.SNAPSHOT_CREATE, failure);
            }
            var to = failure == null ? SnapshotStatus.AVAILABLE : SnapshotStatus.ERROR;
            end(tx, job, snapshot.id(), SnapshotStatus.CREATING, to);
        });
    }

    void delete(Job job) {
        var target = target(job);
        if (target.isEmpty()) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        var snapshot = target.get().snapshot();
        var request = new VolumeRpc.DeleteSnapshot(job.caller(), snapshot.id(), snapshot.volumeId());
        var failure = jobs.outcome(job, () -> target.get().backend().deleteSnapshot(request));
        stores.db().run(tx -> {
            if (failure != null) {
                messages.tell(tx, job, snapshot.projectId(), Trouble.SNAPSHOT_DELETE, failure);
                end(tx, job, snapshot.id(), SnapshotStatus.DELETING, SnapshotStatus.ERROR_DELETING);
                return;
            }
            stores.snapshots().delete(tx, snapshot.id());
            stores.log(tx, job.caller(), Operation.DELETED, snapshot);
            groups.snapshotDone(tx, job.caller(), snapshot.groupSnapshotId());
            jobs.done(tx, job);
        });
    }

    private void end(Tx tx, Job job, SnapshotId id, SnapshotStatus from, SnapshotStatus to) {
        if (stores.advance(tx, job.caller(), id, Set.of(from), to)) {
            stores.snapshots().find(tx, id).ifPresent(s -> groups.snapshotDone(tx, job.caller(), s.groupSnapshotId()));
        }
        jobs.done(tx, job);
    }
}
