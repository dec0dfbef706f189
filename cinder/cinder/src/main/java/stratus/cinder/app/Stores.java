package stratus.cinder.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupSnapshot;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.Volume;
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
import stratus.oslo.db.ChangeLog;
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

    /** Into the change log. */
    void logVolume(Tx tx, Caller caller, ChangeLog.Operation operation, Volume volume, @Nullable Volume after) {
        changes.append(
                tx,
                caller,
                operation,
                "volume",
                volume.id().text(),
                volume.projectId().value(),
                after);
    }

    /** Into the change log. */
    void logSnapshot(Tx tx, Caller caller, ChangeLog.Operation operation, Snapshot snapshot, @Nullable Snapshot after) {
        changes.append(
                tx,
                caller,
                operation,
                "snapshot",
                snapshot.id().text(),
                snapshot.projectId().value(),
                after);
    }

    /** Into the change log. */
    void logGroup(Tx tx, Caller caller, ChangeLog.Operation operation, Group group, @Nullable Group after) {
        changes.append(
                tx, caller, operation, "group", group.id(), group.projectId().value(), after);
    }

    /** Into the change log. */
    void logGroupSnapshot(
            Tx tx, Caller caller, ChangeLog.Operation operation, GroupSnapshot one, @Nullable GroupSnapshot after) {
        changes.append(
                tx,
                caller,
                operation,
                "group_snapshot",
                one.id(),
                one.projectId().value(),
                after);
    }

    /** As exact as a column keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
