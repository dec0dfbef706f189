package stratus.cinder.app;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Trouble;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.rpc.VolumeRpc;
import stratus.cinder.scheduler.Scheduler;
import stratus.cinder.scheduler.Wanted;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Makes, deletes and changes volumes at their backends; each may be done again after a crash. */
public final class VolumeWork {
    private final Stores stores;
    private final Backends backends;
    private final Scheduler scheduler;
    private final Jobs jobs;
    private final Messages messages;
    private final Neighbours neighbours;
    private final GroupProgress groups;

    public VolumeWork(
            Stores stores,
            Backends backends,
            Scheduler scheduler,
            Jobs jobs,
            Messages messages,
            Neighbours neighbours) {
        this.stores = stores;
        this.backends = backends;
        this.scheduler = scheduler;
        this.jobs = jobs;
        this.messages = messages;
        this.neighbours = neighbours;
        this.groups = new GroupProgress(stores);
    }

    /** Where a volume is during the work, after it, and when it failed. */
    private record Course(VolumeStatus during, VolumeStatus after, VolumeStatus failed, Trouble trouble) {}

    void create(Job job) {
        var volume = find(job);
        if (volume == null || volume.status() != VolumeStatus.CREATING) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        var trouble = volume.imageId() == null ? Trouble.CREATE : Trouble.COPY_FROM_IMAGE;
        var course = new Course(VolumeStatus.CREATING, VolumeStatus.AVAILABLE, VolumeStatus.ERROR, trouble);
        attempt(job, volume, course, () -> {
            var host = volume.host() == null ? place(job, volume) : volume.host();
            backends.at(host)
                    .create(new VolumeRpc.CreateVolume(
                            job.caller(),
                            volume.id(),
                            volume.size(),
                            volume.imageId(),
                            volume.sourceVolid(),
                            volume.snapshotId()));
            undoIfDeletedMeanwhile(job, volume.id(), host);
        });
    }

    /** A forced deletion does not wait for a creation: the later of the two at the backend has to be the deletion. */
    private void undoIfDeletedMeanwhile(Job job, VolumeId id, String host) {
        var now = stores.db().read(tx -> stores.volumes().find(tx, id));
        if (now.isEmpty() || now.get().status() == VolumeStatus.DELETING) {
            backends.at(host).delete(new VolumeRpc.DeleteVolume(job.caller(), id));
        }
    }

    void extend(Job job) {
        var course = new Course(
                VolumeStatus.EXTENDING, VolumeStatus.AVAILABLE, VolumeStatus.ERROR_EXTENDING, Trouble.EXTEND);
        onItsBackend(
                job,
                course,
                (volume, backend) ->
                        backend.extend(new VolumeRpc.ExtendVolume(job.caller(), volume.id(), volume.size())));
        stores.db().read(tx -> stores.attachments().of(tx, VolumeId.parse(job.resourceId()))).stream()
                .filter(a -> a.status() == AttachmentStatus.ATTACHED && a.instanceId() != null)
                .forEach(a -> neighbours.servers().extended(Objects.requireNonNull(a.instanceId()), a.volumeId()));
    }

    void revert(Job job) {
        var course = new Course(
                VolumeStatus.REVERTING, VolumeStatus.AVAILABLE, VolumeStatus.ERROR_REVERTING, Trouble.REVERT);
        onItsBackend(
                job,
                course,
                (volume, backend) -> backend.revert(new VolumeRpc.RevertVolume(
                        job.caller(), volume.id(), volume.size(), SnapshotId.parse(job.detail("snapshot")))));
    }

    void reimage(Job job) {
        var course = new Course(
                VolumeStatus.DOWNLOADING,
                VolumeStatus.of(job.detail("after")).orElse(VolumeStatus.AVAILABLE),
                VolumeStatus.ERROR,
                Trouble.REIMAGE);
        onItsBackend(
                job,
                course,
                (volume, backend) -> backend.reimage(new VolumeRpc.ReimageVolume(
                        job.caller(), volume.id(), volume.size(), ImageId.parse(job.detail("image")))));
    }

    /** An upload that fails leaves the volume as it was, and no image. */
    void upload(Job job) {
        var image = ImageId.parse(job.detail("image"));
        var course = new Course(VolumeStatus.UPLOADING, VolumeStatus.AVAILABLE, VolumeStatus.AVAILABLE, Trouble.UPLOAD);
        onItsBackend(job, course, (volume, backend) -> {
            try {
                backend.upload(new VolumeRpc.UploadVolume(job.caller(), volume.id(), image, job.detail("disk_format")));
            } catch (Fault.Unavailable later) {
                throw later;
            } catch (RuntimeException e) {
                neighbours.images().discard(job.caller(), image);
                throw e;
            }
        });
    }

    @FunctionalInterface
    private interface AtBackend {
        void work(Volume volume, VolumeRpc backend);
    }

    private void onItsBackend(Job job, Course course, AtBackend work) {
        var volume = find(job);
        if (volume == null || volume.host() == null || volume.status() != course.during()) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        var host = volume.host();
        attempt(job, volume, inUse(volume, course), () -> work.work(volume, backends.at(host)));
    }

    /** A volume that is attached is not available afterwards, but in use as before. */
    private Course inUse(Volume volume, Course course) {
        boolean attached = stores.db().read(tx -> stores.attachments().of(tx, volume.id())).stream()
                .anyMatch(a -> a.status() == AttachmentStatus.ATTACHED);
        return new Course(
                course.during(),
                attached(attached, course.after()),
                attached(attached, course.failed()),
                course.trouble());
    }

    private static VolumeStatus attached(boolean attached, VolumeStatus status) {
        return attached && status == VolumeStatus.AVAILABLE ? VolumeStatus.IN_USE : status;
    }

    /** With its snapshots: who asked for the deletion has accepted that they go, too. */
    void delete(Job job) {
        var volume = find(job);
        if (volume == null) {
            stores.db().run(tx -> jobs.done(tx, job));
            return;
        }
        var failure = jobs.outcome(job, () -> deleteAtItsBackend(job, volume));
        stores.db().run(tx -> {
            if (failure == null) {
                forget(tx, job, volume);
            } else {
                end(tx, job, volume.id(), VolumeStatus.DELETING, VolumeStatus.ERROR_DELETING);
            }
        });
    }

    private void deleteAtItsBackend(Job job, Volume volume) {
        if (volume.host() == null) {
            return;
        }
        var backend = backends.at(volume.host());
        for (var snapshot : stores.db().read(tx -> stores.snapshots().of(tx, volume.id()))) {
            backend.deleteSnapshot(new VolumeRpc.DeleteSnapshot(job.caller(), snapshot.id(), volume.id()));
        }
        backend.delete(new VolumeRpc.DeleteVolume(job.caller(), volume.id()));
    }

    private void forget(Tx tx, Job job, Volume volume) {
        stores.attachments()
                .of(tx, volume.id())
                .forEach(a -> stores.attachments().delete(tx, a.id()));
        for (var snapshot : stores.snapshots().of(tx, volume.id())) {
            stores.snapshots().delete(tx, snapshot.id());
            stores.log(tx, job.caller(), Operation.DELETED, snapshot);
            groups.snapshotDone(tx, job.caller(), snapshot.groupSnapshotId());
        }
        stores.transfers().drop(tx, volume.id());
        stores.volumes().delete(tx, volume.id());
        stores.log(tx, job.caller(), Operation.DELETED, volume);
        groups.volumeDone(tx, job.caller(), volume.groupId());
        jobs.done(tx, job);
    }

    /** What cannot be done is told by the volume's status and a message; what could not be asked is tried again. */
    private void attempt(Job job, Volume volume, Course course, Runnable work) {
        var failure = jobs.outcome(job, work);
        stores.db().run(tx -> {
            if (failure != null) {
                var trouble = failure instanceof Fault.NoValidHost ? Trouble.NO_BACKEND : course.trouble();
                messages.tell(tx, job, volume.projectId(), trouble, failure);
            }
            end(tx, job, volume.id(), course.during(), failure == null ? course.after() : course.failed());
        });
    }

    private void end(Tx tx, Job job, VolumeId id, VolumeStatus from, VolumeStatus to) {
        if (stores.advance(tx, job.caller(), id, Set.of(from), to)) {
            stores.volumes().find(tx, id).ifPresent(v -> groups.volumeDone(tx, job.caller(), v.groupId()));
        }
        jobs.done(tx, job);
    }

    private String place(Job job, Volume volume) {
        var now = stores.now();
        var wanted = stores.db().read(tx -> wanted(tx, job, volume));
        var host = scheduler.choose(backends.candidates(), wanted, now).host();
        stores.db().run(tx -> stores.volumes().place(tx, volume.id(), host));
        return host;
    }

    private Wanted wanted(Tx tx, Job job, Volume volume) {
        var specs = stores.types()
                .find(tx, volume.volumeTypeId())
                .orElseThrow(() -> new Fault.NotFound("Volume type", volume.volumeTypeId()))
                .extraSpecs();
        var near = hosts(tx, job.detail("same_host"));
        stores.groups()
                .find(tx, volume.groupId() == null ? "" : volume.groupId())
                .map(Group::host)
                .ifPresent(near::add);
        return new Wanted(
                volume.size(),
                volume.availabilityZone(),
                specs,
                near.isEmpty() ? null : near,
                hosts(tx, job.detail("different_host")));
    }

    /** Where volumes are, named by their ids. */
    private Set<String> hosts(Tx tx, String ids) {
        var all = new HashSet<String>();
        for (var id : ids.split(",")) {
            if (!id.isBlank()) {
                stores.volumes().find(tx, VolumeId.parse(id)).map(Volume::host).ifPresent(all::add);
            }
        }
        return all;
    }

    private @Nullable Volume find(Job job) {
        return stores.db()
                .read(tx -> stores.volumes().find(tx, VolumeId.parse(job.resourceId())))
                .orElse(null);
    }
}
