package stratus.cinder.app;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Backup;
import stratus.cinder.domain.BackupFilter;
import stratus.cinder.domain.BackupStatus;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.Id;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Everything that can be done to backups. */
public final class Backups {
    private static final Set<BackupStatus> DELETABLE =
            EnumSet.of(BackupStatus.AVAILABLE, BackupStatus.ERROR, BackupStatus.ERROR_DELETING);

    private final Stores stores;
    private final Volumes volumes;
    private final Quotas quotas;
    private final Jobs jobs;

    public Backups(Stores stores, Volumes volumes, Quotas quotas, Jobs jobs) {
        this.stores = stores;
        this.volumes = volumes;
        this.quotas = quotas;
        this.jobs = jobs;
    }

    /** A backup as asked for; of the snapshot where there is one, and {@code force} for a volume in use. */
    public record NewBackup(
            VolumeId volume,
            @Nullable SnapshotId snapshot,
            @Nullable String name,
            @Nullable String description,
            @Nullable String container,
            @Nullable String zone,
            Map<String, String> metadata,
            boolean force) {}

    /** A backup's id, as a resource of jobs. */
    record BackupId(String value) implements Id {}

    /** Records the backup as creating; returns before the backend has made it. */
    public Backup create(Viewer who, NewBackup wanted) {
        var id = UUID.randomUUID().toString();
        var job = stores.db().write(tx -> {
            var volume = volumes.visible(tx, who, wanted.volume());
            var snapshot = wanted.snapshot() == null ? null : snapshot(tx, who, wanted.snapshot(), volume);
            var host = volume.host();
            if (host == null) {
                throw new Fault.Invalid("Invalid volume: Volume %s is on no backend."
                        .formatted(volume.id().text()));
            }
            quotas.claimBackup(tx, who.caller().projectId(), volume.size());
            hold(tx, who.caller(), volume, snapshot, wanted.force());
            var backup = made(who.caller(), id, wanted, volume, snapshot, host);
            stores.backups().insert(tx, backup);
            stores.log(tx, who.caller(), Operation.CREATED, backup);
            return jobs.record(tx, who.caller(), Job.Kind.CREATE_BACKUP, new BackupId(id));
        });
        var backup = get(who, id);
        jobs.start(job);
        return backup;
    }

    private Snapshot snapshot(Tx tx, Viewer who, SnapshotId id, Volume volume) {
        var snapshot = stores.snapshots()
                .find(tx, id)
                .filter(s -> who.sees(s.projectId()))
                .orElseThrow(() -> new Fault.NotFound("Snapshot", id.text()));
        if (!snapshot.volumeId().equals(volume.id())) {
            throw new Fault.Invalid("Invalid volume: Volume %s does not match with snapshot.volume_id %s."
                    .formatted(volume.id().text(), snapshot.volumeId().text()));
        }
        return snapshot;
    }

    /** What is copied may not change or go meanwhile. */
    private void hold(Tx tx, Caller caller, Volume volume, @Nullable Snapshot snapshot, boolean force) {
        if (snapshot != null) {
            var from = Set.of(SnapshotStatus.AVAILABLE);
            if (!stores.advance(tx, caller, snapshot.id(), from, SnapshotStatus.BACKING_UP)) {
                throw new Fault.Invalid(
                        "Invalid snapshot: Snapshot to be backed up must be available, but the current status is \"%s\"."
                                .formatted(snapshot.status().text()));
            }
            return;
        }
        if (volume.status() == VolumeStatus.IN_USE && !force) {
            throw new Fault.Invalid("Invalid volume: Backing up an in-use volume must use the force flag.");
        }
        var from = EnumSet.of(VolumeStatus.AVAILABLE, VolumeStatus.IN_USE);
        if (!stores.advance(tx, caller, volume.id(), from, VolumeStatus.BACKING_UP)) {
            throw new Fault.Invalid("Invalid volume: Volume to be backed up must be available or in-use, but the"
                    + " current status is \"%s\".".formatted(volume.status().text()));
        }
    }

    private Backup made(
            Caller caller, String id, NewBackup wanted, Volume volume, @Nullable Snapshot snapshot, String host) {
        var now = stores.now();
        return new Backup(
                id,
                volume.id(),
                wanted.snapshot(),
                caller.projectId(),
                caller.userId(),
                wanted.name(),
                wanted.description(),
                wanted.container(),
                volume.size(),
                BackupStatus.CREATING,
                null,
                host,
                wanted.zone(),
                wanted.metadata(),
                snapshot == null ? now : snapshot.createdAt(),
                now,
                null);
    }

    public Backup get(Viewer who, String id) {
        return stores.db()
                .read(tx -> stores.backups().find(tx, id))
                .filter(b -> who.sees(b.projectId()))
                .orElseThrow(() -> missing(id));
    }

    private static Fault missing(String id) {
        return new Fault.NotFound("Backup %s could not be found.".formatted(id));
    }

    public Page<Backup> list(BackupFilter filter, Page.Request page) {
        return stores.backups().list(filter, page);
    }

    public Backup update(Caller caller, String id, UnaryOperator<Backup> change) {
        return stores.db().write(tx -> {
            var after = change.apply(stores.backups().find(tx, id).orElseThrow(() -> missing(id)));
            stores.backups().update(tx, after, stores.now());
            stores.log(tx, caller, Operation.UPDATED, after);
            return after;
        });
    }

    public void delete(Caller caller, String id) {
        delete(caller, id, DELETABLE);
    }

    /** Whatever its status. */
    public void forceDelete(Caller caller, String id) {
        delete(caller, id, EnumSet.allOf(BackupStatus.class));
    }

    private void delete(Caller caller, String id, Set<BackupStatus> from) {
        var job = stores.db().write(tx -> {
            if (!stores.advanceBackup(tx, caller, id, from, BackupStatus.DELETING, null)) {
                throw new Fault.Invalid("Invalid backup: Backup status must be available or error");
            }
            return jobs.record(tx, caller, Job.Kind.DELETE_BACKUP, new BackupId(id));
        });
        jobs.start(job);
    }

    /** An operator knows better; what was under way is forgotten. */
    public void reset(Caller caller, Backup backup, BackupStatus status) {
        stores.db().run(tx -> {
            jobs.drop(tx, new BackupId(backup.id()));
            stores.advanceBackup(tx, caller, backup.id(), EnumSet.allOf(BackupStatus.class), status, null);
        });
    }

    /** Overwrites a volume with the backup; a new one where none is named. */
    public Volume restore(Viewer who, Backup backup, @Nullable VolumeId onto, @Nullable String name) {
        var target = onto == null ? VolumeId.random() : onto;
        var job = stores.db().write(tx -> {
            var from = Set.of(BackupStatus.AVAILABLE);
            if (!stores.advanceBackup(tx, who.caller(), backup.id(), from, BackupStatus.RESTORING, null)) {
                throw new Fault.Invalid("Invalid backup: Backup status must be available");
            }
            if (onto == null) {
                volumes.restoring(tx, who, target, backup, name == null ? "restore_backup_" + backup.id() : name);
            } else {
                take(tx, who, backup, onto);
            }
            return jobs.record(
                    tx,
                    who.caller(),
                    Job.Kind.RESTORE_BACKUP,
                    new BackupId(backup.id()),
                    Map.of("volume", target.text()));
        });
        var volume = volumes.get(who, target).volume();
        jobs.start(job);
        return volume;
    }

    private void take(Tx tx, Viewer who, Backup backup, VolumeId onto) {
        var volume = volumes.visible(tx, who, onto);
        if (volume.size() < backup.size()) {
            throw new Fault.Invalid("Invalid volume: volume size %d is too small to restore backup of size %d."
                    .formatted(volume.size(), backup.size()));
        }
        if (!backup.host().equals(volume.host())) {
            throw new Fault.NotImplemented(
                    "The backup is kept by %s, and cannot be restored to a volume elsewhere.".formatted(backup.host()));
        }
        var from = Set.of(VolumeStatus.AVAILABLE);
        if (!stores.advance(tx, who.caller(), onto, from, VolumeStatus.RESTORING_BACKUP)) {
            throw new Fault.Invalid("Invalid volume: Volume to be restored to must be available");
        }
    }
}
