package stratus.cinder.app;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Backup;
import stratus.cinder.domain.BackupStatus;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Trouble;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.rpc.VolumeRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Makes, restores and deletes backups at their backends; each may be done again after a crash. */
public final class BackupWork {
    private final Stores stores;
    private final Backends backends;
    private final Jobs jobs;
    private final Messages messages;

    public BackupWork(Stores stores, Backends backends, Jobs jobs, Messages messages) {
        this.stores = stores;
        this.backends = backends;
        this.jobs = jobs;
        this.messages = messages;
    }

    void create(Job job) {
        var backup = find(job, BackupStatus.CREATING);
        if (backup == null) {
            return;
        }
        var request = new VolumeRpc.BackupVolume(job.caller(), backup.id(), backup.volumeId(), backup.snapshotId());
        var failure = jobs.outcome(job, () -> backends.at(backup.host()).backup(request));
        stores.db().run(tx -> {
            release(tx, job, backup);
            end(tx, job, backup, failure, Trouble.BACKUP_CREATE);
        });
    }

    /** What was copied may change again. */
    private void release(Tx tx, Job job, Backup backup) {
        var snapshot = backup.snapshotId();
        if (snapshot != null) {
            var from = Set.of(SnapshotStatus.BACKING_UP);
            stores.advance(tx, job.caller(), snapshot, from, SnapshotStatus.AVAILABLE);
            return;
        }
        boolean attached = stores.attachments().of(tx, backup.volumeId()).stream()
                .anyMatch(a -> a.status() == AttachmentStatus.ATTACHED);
        var to = attached ? VolumeStatus.IN_USE : VolumeStatus.AVAILABLE;
        stores.advance(tx, job.caller(), backup.volumeId(), Set.of(VolumeStatus.BACKING_UP), to);
    }

    void restore(Job job) {
        var backup = find(job, BackupStatus.RESTORING);
        if (backup == null) {
            return;
        }
        var id = VolumeId.parse(job.detail("volume"));
        var volume = stores.db().read(tx -> stores.volumes().find(tx, id)).orElse(null);
        var failure = volume == null
                ? new Fault.NotFound("Volume", id.text())
                : jobs.outcome(
                        job,
                        () -> backends.at(backup.host())
                                .restore(new VolumeRpc.RestoreBackup(job.caller(), backup.id(), id, volume.size())));
        stores.db().run(tx -> {
            var to = failure == null ? VolumeStatus.AVAILABLE : VolumeStatus.ERROR_RESTORING;
            stores.advance(tx, job.caller(), id, Set.of(VolumeStatus.RESTORING_BACKUP), to);
            if (failure != null) {
                messages.tell(tx, job, backup.projectId(), Trouble.BACKUP_RESTORE, failure);
            }
            var from = Set.of(BackupStatus.RESTORING);
            stores.advanceBackup(tx, job.caller(), backup.id(), from, BackupStatus.AVAILABLE, null);
            jobs.done(tx, job);
        });
    }

    void delete(Job job) {
        var backup = find(job, BackupStatus.DELETING);
        if (backup == null) {
            return;
        }
        var request = new VolumeRpc.DeleteBackup(job.caller(), backup.id());
        var failure = jobs.outcome(job, () -> backends.at(backup.host()).deleteBackup(request));
        stores.db().run(tx -> {
            if (failure != null) {
                end(tx, job, backup, failure, Trouble.BACKUP_DELETE);
                return;
            }
            stores.backups().delete(tx, backup.id());
            stores.log(tx, job.caller(), Operation.DELETED, backup);
            jobs.done(tx, job);
        });
    }

    private void end(Tx tx, Job job, Backup backup, @Nullable RuntimeException failure, Trouble trouble) {
        var why = failure == null ? null : failure instanceof Fault ? failure.getMessage() : "unknown error";
        if (failure != null) {
            messages.tell(tx, job, backup.projectId(), trouble, failure);
        }
        var to = failure == null ? BackupStatus.AVAILABLE : BackupStatus.ERROR;
        stores.advanceBackup(tx, job.caller(), backup.id(), Set.of(backup.status()), to, why);
        jobs.done(tx, job);
    }

    /** Null where there is nothing to do any more; then the job is done. */
    private @Nullable Backup find(Job job, BackupStatus during) {
        var backup = stores.db().read(tx -> stores.backups().find(tx, job.resourceId()));
        if (backup.filter(b -> b.status() == during).isEmpty()) {
            stores.db().run(tx -> jobs.done(tx, job));
            return null;
        }
        return backup.get();
    }
}
