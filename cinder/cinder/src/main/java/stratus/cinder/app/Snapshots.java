package stratus.cinder.app;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotFilter;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Everything that can be done to snapshots. */
public final class Snapshots {
    static final Set<SnapshotStatus> DELETABLE =
            EnumSet.of(SnapshotStatus.AVAILABLE, SnapshotStatus.ERROR, SnapshotStatus.ERROR_DELETING);

    private final Stores stores;
    private final Volumes volumes;
    private final Quotas quotas;
    private final Jobs jobs;

    public Snapshots(Stores stores, Volumes volumes, Quotas quotas, Jobs jobs) {
        this.stores = stores;
        this.volumes = volumes;
        this.quotas = quotas;
        this.jobs = jobs;
    }

    /** A snapshot as asked for; {@code inUse} says that the volume may be attached. */
    public record NewSnapshot(
            VolumeId volume,
            @Nullable String name,
            @Nullable String description,
            Map<String, String> metadata,
            boolean inUse) {}

    /** Records the snapshot as creating; returns before the backend has taken it. */
    public Snapshot create(Viewer who, NewSnapshot wanted) {
        var id = SnapshotId.random();
        var job = stores.db().write(tx -> create(tx, who, wanted, id, null));
        var made = get(who, id);
        jobs.start(job);
        return made;
    }

    /** Also for one of a group's; the job is to be started once the transaction is committed. */
    Job create(Tx tx, Viewer who, NewSnapshot wanted, SnapshotId id, @Nullable String groupSnapshot) {
        var from = wanted.inUse()
                ? EnumSet.of(VolumeStatus.AVAILABLE, VolumeStatus.IN_USE)
                : EnumSet.of(VolumeStatus.AVAILABLE);
        var volume = volumes.visible(tx, who, wanted.volume());
        var type = stores.types().find(tx, volume.volumeTypeId()).orElseThrow();
        Backends.refuseFrozen(stores, tx, volume.host());
        // Touching the volume in the same state keeps a rival's deletion from slipping in between.
        if (!from.contains(volume.status())
                || !stores.volumes().advance(tx, volume.id(), from, volume.status(), stores.now())) {
            throw new Fault.Invalid("Invalid volume: Volume %s status must be %s, but current status is: %s."
                    .formatted(
                            volume.id().text(),
                            wanted.inUse() ? "available, in-use" : "available",
                            volume.status().text()));
        }
        quotas.claim(tx, who.caller().projectId(), type, new Quotas.Claim(0, 1, volume.size(), 0));
        var snapshot = new Snapshot(
                id,
                volume.id(),
                who.caller().projectId(),
                who.caller().userId(),
                wanted.name(),
                wanted.description(),
                volume.size(),
                SnapshotStatus.CREATING,
                null,
                groupSnapshot,
                wanted.metadata(),
                stores.now(),
                null);
        stores.snapshots().insert(tx, snapshot);
        stores.log(tx, who.caller(), Operation.CREATED, snapshot);
        return jobs.record(tx, who.caller(), Job.Kind.CREATE_SNAPSHOT, id);
    }

    public Snapshot get(Viewer who, SnapshotId id) {
        return stores.db()
                .read(tx -> stores.snapshots().find(tx, id))
                .filter(s -> who.sees(s.projectId()))
                .orElseThrow(() -> new Fault.NotFound("Snapshot", id.text()));
    }

    public Page<Snapshot> list(SnapshotFilter filter, Page.Request page) {
        var marker = page.marker();
        if (marker != null
                && stores.db()
                        .read(tx -> stores.snapshots().find(tx, SnapshotId.parse(marker)))
                        .isEmpty()) {
            throw new Fault.NotFound("Snapshot", marker);
        }
        return stores.snapshots().list(filter, page);
    }

    /** How many there are in all. */
    public long count(SnapshotFilter filter) {
        return list(filter, Page.Request.of(null, Integer.MAX_VALUE - 1))
                .items()
                .size();
    }

    /** Name, description and metadata; the status stays as it is. */
    public Snapshot update(Caller caller, SnapshotId id, UnaryOperator<Snapshot> change) {
        return stores.db().write(tx -> {
            var before = stores.snapshots().find(tx, id).orElseThrow(() -> new Fault.NotFound("Snapshot", id.text()));
            stores.snapshots().update(tx, change.apply(before), stores.now());
            var after = stores.snapshots().find(tx, id).orElseThrow();
            stores.log(tx, caller, Operation.UPDATED, after);
            return after;
        });
    }

    public void delete(Caller caller, SnapshotId id) {
        delete(caller, id, DELETABLE);
    }

    /** Whatever its status. */
    public void forceDelete(Caller caller, SnapshotId id) {
        delete(caller, id, EnumSet.allOf(SnapshotStatus.class));
    }

    private void delete(Caller caller, SnapshotId id, Set<SnapshotStatus> from) {
        var job = stores.db().write(tx -> {
            var snapshot = stores.snapshots().find(tx, id);
            Backends.refuseFrozen(
                    stores,
                    tx,
                    snapshot.flatMap(s -> stores.volumes().find(tx, s.volumeId()))
                            .map(Volume::host)
                            .orElse(null));
            boolean grouped = snapshot.map(Snapshot::groupSnapshotId).isPresent();
            if (grouped || !stores.advance(tx, caller, id, from, SnapshotStatus.DELETING)) {
                throw new Fault.Invalid("Invalid snapshot: Snapshot status must be available or error and must not be"
                        + " part of a group.");
            }
            return jobs.record(tx, caller, Job.Kind.DELETE_SNAPSHOT, id);
        });
        jobs.start(job);
    }

    /** As who takes it says; null for no word of how far it is. */
    public void report(Caller caller, SnapshotId id, SnapshotStatus status, @Nullable String progress) {
        stores.db().run(tx -> {
            if (progress != null) {
                stores.snapshots().progress(tx, id, progress);
            }
            reset(tx, caller, id, status);
        });
    }

    /** An operator knows better; what was under way is forgotten. */
    public void reset(Caller caller, SnapshotId id, SnapshotStatus status) {
        stores.db().run(tx -> reset(tx, caller, id, status));
    }

    private void reset(Tx tx, Caller caller, SnapshotId id, SnapshotStatus status) {
        jobs.drop(tx, id);
        stores.advance(tx, caller, id, EnumSet.allOf(SnapshotStatus.class), status);
    }
}
