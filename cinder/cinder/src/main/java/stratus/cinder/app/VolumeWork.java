package stratus.cinder.app;

import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.rpc.VolumeRpc;
import stratus.cinder.scheduler.Scheduler;
import stratus.cinder.scheduler.Wanted;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Makes, deletes and extends volumes at their backends; each may be done again after a crash. */
public final class VolumeWork {
    private static final System.Logger log = System.getLogger("stratus.cinder");

    private final Stores stores;
    private final Backends backends;
    private final Scheduler scheduler;
    private final Jobs jobs;

    public VolumeWork(Stores stores, Backends backends, Scheduler scheduler, Jobs jobs) {
        this.stores = stores;
        this.backends = backends;
        this.scheduler = scheduler;
        this.jobs = jobs;
    }

    void create(Job job) {
        var volume = find(job);
        if (volume == null || volume.status() != VolumeStatus.CREATING) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        attempt(job, volume.id(), VolumeStatus.CREATING, VolumeStatus.AVAILABLE, VolumeStatus.ERROR, () -> {
            var host = volume.host() == null ? place(volume) : volume.host();
            backends.at(host)
                    .create(new VolumeRpc.CreateVolume(
                            job.caller(),
                            volume.id(),
                            volume.size(),
                            volume.imageId(),
                            volume.sourceVolid(),
                            volume.snapshotId()));
        });
    }

    void extend(Job job) {
        var volume = find(job);
        if (volume == null || volume.host() == null) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        var after =
                stores.db().read(tx -> stores.attachments().of(tx, volume.id()).isEmpty())
                        ? VolumeStatus.AVAILABLE
                        : VolumeStatus.IN_USE;
        var host = volume.host();
        attempt(
                job,
                volume.id(),
                VolumeStatus.EXTENDING,
                after,
                VolumeStatus.ERROR_EXTENDING,
                () -> backends.at(host).extend(new VolumeRpc.ExtendVolume(job.caller(), volume.id(), volume.size())));
    }

    void delete(Job job) {
        var volume = find(job);
        if (volume == null) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        try {
            if (volume.host() != null) {
                backends.at(volume.host()).delete(new VolumeRpc.DeleteVolume(job.caller(), volume.id()));
            }
        } catch (Fault.Unavailable later) {
            throw later;
        } catch (RuntimeException e) {
            log.log(
                    Level.ERROR,
                    () -> "volume %s could not be deleted".formatted(volume.id().text()),
                    e);
            stores.db().run(tx -> end(tx, job, volume.id(), VolumeStatus.DELETING, VolumeStatus.ERROR_DELETING));
            return;
        }
        stores.db().run(tx -> {
            stores.attachments()
                    .of(tx, volume.id())
                    .forEach(a -> stores.attachments().delete(tx, a.id()));
            stores.volumes().delete(tx, volume.id());
            changed(tx, job.caller(), Operation.DELETED, volume, null);
            jobs.done(tx, job);
        });
    }

    /** What cannot be done is told by the volume's status; what could not be asked is tried again. */
    private void attempt(
            Job job, VolumeId id, VolumeStatus during, VolumeStatus after, VolumeStatus failed, Runnable work) {
        try {
            work.run();
        } catch (Fault.Unavailable later) {
            throw later;
        } catch (RuntimeException e) {
            log.log(Level.ERROR, () -> "%s of volume %s failed".formatted(job.kind(), id.text()), e);
            stores.db().run(tx -> end(tx, job, id, during, failed));
            return;
        }
        stores.db().run(tx -> end(tx, job, id, during, after));
    }

    private void end(Tx tx, Job job, VolumeId id, VolumeStatus from, VolumeStatus to) {
        if (stores.volumes().advance(tx, id, Set.of(from), to, stores.now())) {
            stores.volumes().find(tx, id).ifPresent(v -> changed(tx, job.caller(), Operation.UPDATED, v, v));
        }
        jobs.done(tx, job);
    }

    private String place(Volume volume) {
        var now = stores.now();
        var wanted = stores.db().read(tx -> wanted(tx, volume));
        var host = scheduler.choose(backends.candidates(), wanted, now).host();
        stores.db().run(tx -> stores.volumes().place(tx, volume.id(), host));
        return host;
    }

    private Wanted wanted(Tx tx, Volume volume) {
        var specs = stores.types()
                .find(tx, volume.volumeTypeId())
                .orElseThrow(() -> new Fault.NotFound("Volume type", volume.volumeTypeId()))
                .extraSpecs();
        return new Wanted(volume.size(), volume.availabilityZone(), specs, null, Set.of());
    }

    private @Nullable Volume find(Job job) {
        return stores.db()
                .read(tx -> stores.volumes().find(tx, VolumeId.parse(job.resourceId())))
                .orElse(null);
    }

    private void changed(Tx tx, Caller caller, Operation operation, Volume volume, @Nullable Volume after) {
        stores.changes()
                .append(
                        tx,
                        caller,
                        operation,
                        "volume",
                        volume.id().text(),
                        volume.projectId().value(),
                        after);
    }
}
