package stratus.cinder.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.Backup;
import stratus.cinder.domain.BackupStatus;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupSnapshot;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.store.AttachmentStore;
import stratus.cinder.store.BackendStore;
import stratus.cinder.store.BackupStore;
import stratus.cinder.store.EncryptionStore;
import stratus.cinder.store.GroupSnapshotStore;
import stratus.cinder.store.GroupStore;
import stratus.cinder.store.GroupTypeStore;
import stratus.cinder.store.JobStore;
import stratus.cinder.store.MessageStore;
import stratus.cinder.store.QosSpecStore;
import stratus.cinder.store.QuotaStore;
import stratus.cinder.store.SnapshotStore;
import stratus.cinder.store.TransferStore;
import stratus.cinder.store.TypeStore;
import stratus.cinder.store.VolumeStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** Cinder's database: use cases pass one transaction through several of its stores. */
public record Stores(
        Db db,
        VolumeStore volumes,
        AttachmentStore attachments,
        SnapshotStore snapshots,
        TypeStore types,
        EncryptionStore encryptions,
        QuotaStore quotas,
        BackendStore backends,
        JobStore jobs,
        MessageStore messages,
        TransferStore transfers,
        BackupStore backups,
        QosSpecStore qosSpecs,
        GroupTypeStore groupTypes,
        GroupStore groups,
        GroupSnapshotStore groupSnapshots,
        ChangeLog changes,
        InstantSource clock) {
    public static Stores on(Db db, InstantSource clock) {
        return new Stores(
                db,
                new VolumeStore(db),
                new AttachmentStore(db),
                new SnapshotStore(db),
                new TypeStore(db),
                new EncryptionStore(db),
                new QuotaStore(db),
                new BackendStore(db),
                new JobStore(db),
                new MessageStore(db),
                new TransferStore(db),
                new BackupStore(db),
                new QosSpecStore(db),
                new GroupTypeStore(db),
                new GroupStore(db),
                new GroupSnapshotStore(db),
                new ChangeLog(db, clock),
                clock);
    }

    /** Into the change log, as it is now. */
    void log(Tx tx, Caller caller, Operation operation, Volume volume) {
        log(tx, caller, operation, "volume", volume.id().text(), volume.projectId(), volume);
    }

    void log(Tx tx, Caller caller, Operation operation, Snapshot snapshot) {
        log(tx, caller, operation, "snapshot", snapshot.id().text(), snapshot.projectId(), snapshot);
    }

    void log(Tx tx, Caller caller, Operation operation, Group group) {
        log(tx, caller, operation, "group", group.id(), group.projectId(), group);
    }

    void log(Tx tx, Caller caller, Operation operation, GroupSnapshot snapshot) {
        log(tx, caller, operation, "group_snapshot", snapshot.id(), snapshot.projectId(), snapshot);
    }

    void log(Tx tx, Caller caller, Operation operation, Attachment attachment) {
        log(tx, caller, operation, "attachment", attachment.id().text(), attachment.projectId(), attachment);
    }

    void log(Tx tx, Caller caller, Operation operation, Backup backup) {
        log(tx, caller, operation, "backup", backup.id(), backup.projectId(), backup);
    }

    private void log(
            Tx tx, Caller caller, Operation operation, String kind, String id, ProjectId project, Record record) {
        var after = operation == Operation.DELETED ? null : record;
        changes.append(tx, caller, operation, kind, id, project.value(), after);
    }

    /** Compare and set, noted in the change log: whether it was in one of {@code from}, and is in {@code to} now. */
    boolean advance(Tx tx, Caller caller, VolumeId id, Set<VolumeStatus> from, VolumeStatus to) {
        boolean done = volumes.advance(tx, id, from, to, now());
        return noted(done, () -> volumes.find(tx, id), v -> log(tx, caller, Operation.UPDATED, v));
    }

    boolean advance(Tx tx, Caller caller, SnapshotId id, Set<SnapshotStatus> from, SnapshotStatus to) {
        boolean done = snapshots.advance(tx, id, from, to, now());
        return noted(done, () -> snapshots.find(tx, id), s -> log(tx, caller, Operation.UPDATED, s));
    }

    /** {@code why} is the reason of a failure. */
    boolean advanceBackup(
            Tx tx, Caller caller, String id, Set<BackupStatus> from, BackupStatus to, @Nullable String why) {
        boolean done = backups.advance(tx, id, from, to, why, now());
        return noted(done, () -> backups.find(tx, id), b -> log(tx, caller, Operation.UPDATED, b));
    }

    boolean advanceGroup(Tx tx, Caller caller, String id, Set<GroupStatus> from, GroupStatus to) {
        boolean done = groups.advance(tx, id, from, to, now());
        return noted(done, () -> groups.find(tx, id), g -> log(tx, caller, Operation.UPDATED, g));
    }

    boolean advanceGroupSnapshot(Tx tx, Caller caller, String id, Set<GroupStatus> from, GroupStatus to) {
        boolean done = groupSnapshots.advance(tx, id, from, to, now());
        return noted(done, () -> groupSnapshots.find(tx, id), s -> log(tx, caller, Operation.UPDATED, s));
    }

    private static <T> boolean noted(boolean done, Supplier<Optional<T>> now, Consumer<T> log) {
        if (done) {
            now.get().ifPresent(log);
        }
        return done;
    }

    /** As exact as a column keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
