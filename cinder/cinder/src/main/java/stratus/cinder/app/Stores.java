package stratus.cinder.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import stratus.cinder.store.AttachmentStore;
import stratus.cinder.store.BackendStore;
import stratus.cinder.store.JobStore;
import stratus.cinder.store.QuotaStore;
import stratus.cinder.store.SnapshotStore;
import stratus.cinder.store.TypeStore;
import stratus.cinder.store.VolumeStore;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;

/** Cinder's database: use cases pass one transaction through several of its stores. */
public record Stores(
        Db db,
        VolumeStore volumes,
        AttachmentStore attachments,
        SnapshotStore snapshots,
        TypeStore types,
        QuotaStore quotas,
        BackendStore backends,
        JobStore jobs,
        ChangeLog changes,
        InstantSource clock) {
    public static Stores on(Db db, InstantSource clock) {
        return new Stores(
                db,
                new VolumeStore(db),
                new AttachmentStore(db),
                new SnapshotStore(db),
                new TypeStore(db),
                new QuotaStore(db),
                new BackendStore(db),
                new JobStore(db),
                new ChangeLog(db, clock),
                clock);
    }

    /** As exact as a column keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
