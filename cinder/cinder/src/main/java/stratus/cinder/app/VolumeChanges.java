package stratus.cinder.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.domain.VolumeType;
import stratus.cinder.scheduler.Scheduler;
import stratus.cinder.scheduler.Wanted;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** What can be done to a volume that is there: another type, back to a snapshot, to and from an image. */
public final class VolumeChanges {
    private final Stores stores;
    private final Volumes volumes;
    private final Types types;
    private final Jobs jobs;
    private final Images images;
    private final Placement placement;

    public VolumeChanges(Stores stores, Volumes volumes, Types types, Jobs jobs, Images images, Placement placement) {
        this.stores = stores;
        this.volumes = volumes;
        this.types = types;
        this.jobs = jobs;
        this.images = images;
        this.placement = placement;
    }

    /** Who says whether a backend fits. */
    public record Placement(Scheduler scheduler, Backends backends, Quotas quotas) {}

    /**
     * An operator knows better: the state is as told, and what was under way is forgotten; {@code detached} forgets the
     * attachments, too. A null status stays as it is.
     */
    public void reset(Viewer who, VolumeId id, @Nullable VolumeStatus status, boolean detached) {
        if (status == VolumeStatus.DELETING) {
            throw new Fault.Invalid("Cannot reset-state to %s".formatted(status.text()));
        }
        stores.db().run(tx -> {
            if (status == VolumeStatus.IN_USE && stores.attachments().of(tx, id).isEmpty()) {
                throw new Fault.Invalid("Cannot reset-state to in-use because volume does not have any attachments.");
            }
            if (status != null) {
                jobs.drop(tx, id);
                stores.volumes().advance(tx, id, Set.of(VolumeStatus.values()), status, stores.now());
            }
            if (detached) {
                stores.attachments().of(tx, id).forEach(a -> {
                    stores.attachments().delete(tx, a.id());
                    stores.log(tx, who.caller(), Operation.DELETED, a);
                });
            }
            stores.volumes().find(tx, id).ifPresent(v -> stores.log(tx, who.caller(), Operation.UPDATED, v));
        });
    }

    /** Whether many servers may have the volume once it is of that type, and by now may not. */
    public boolean makesMultiattach(Viewer who, Volume volume, String newType) {
        return !volume.multiattach() && Types.multiattach(newType(who, newType));
    }

    /** Another type, where the volume's own backend offers that. */
    public void retype(Viewer who, Volume volume, String newType, String policy) {
        var type = newType(who, newType);
        boolean attached = volume.status() == VolumeStatus.IN_USE;
        boolean many = Types.multiattach(type);
        if (many != volume.multiattach() && volume.status() != VolumeStatus.AVAILABLE) {
            throw new Fault.Invalid("Invalid input received: Invalid volume_type passed, retypes affecting multiattach"
                    + " are only allowed on available volumes, the specified volume however currently has a status"
                    + " of: %s.".formatted(volume.status().text()));
        }
        if ((!attached && volume.status() != VolumeStatus.AVAILABLE)
                || type.id().equals(volume.volumeTypeId())
                || volume.groupId() != null
                || (attached && !sameFrontEnd(volume, type))) {
            throw new Fault.Invalid("Invalid volume: Retype needs volume to be in available or in-use state, not be"
                    + " part of an active migration or a consistency group, requested type has to be different that"
                    + " the one from the volume, and for in-use volumes front-end qos specs cannot change.");
        }
        refuseElsewhere(volume, type, policy);
        stores.db().run(tx -> {
            placement.quotas().claimType(tx, volume.projectId(), type, volume.size());
            Encryptions.refuse(stores, tx, type);
            var seen = stores.volumes().find(tx, volume.id()).orElseThrow();
            stores.volumes().update(tx, seen.withType(type.id(), many), stores.now());
            var after = stores.volumes().find(tx, volume.id()).orElseThrow();
            stores.log(tx, who.caller(), Operation.UPDATED, after);
        });
    }

    /** A guest's limits are not changed while it has the volume. */
    private boolean sameFrontEnd(Volume volume, VolumeType type) {
        var other = volume.withType(type.id(), volume.multiattach());
        return Objects.equals(QosSpecs.frontEnd(stores, volume), QosSpecs.frontEnd(stores, other));
    }

    private VolumeType newType(Viewer who, String named) {
        try {
            return types.get(who, named);
        } catch (Fault.NotFound e) {
            throw new Fault.Invalid("Invalid input received: Invalid volume_type passed: %s.".formatted(named));
        }
    }

    private void refuseElsewhere(Volume volume, VolumeType type, String policy) {
        var host = volume.host();
        var only = host == null ? null : Set.of(host);
        var wanted = new Wanted(0, volume.availabilityZone(), type.extraSpecs(), only, Set.of());
        try {
            placement.scheduler().choose(placement.backends().candidates(), wanted, stores.now());
        } catch (Fault.NoValidHost e) {
            if (policy.equals("on-demand")) {
                throw new Fault.NotImplemented(
                        "The volume's backend does not offer type %s, and volumes are not migrated between backends."
                                .formatted(type.name()));
            }
            throw new Fault.Invalid(
                    "Invalid volume: The volume's backend does not offer type %s, and no other may be used."
                            .formatted(type.name()));
        }
    }

    /** What was asked for, and the image that is being filled. */
    public record Upload(Volume volume, VolumeType type, Images.Image image) {}

    /** Makes an image with what is on the volume; {@code fields} as Glance has them. */
    public Upload upload(Viewer who, Volume volume, Map<String, Object> fields) {
        if (volume.status() != VolumeStatus.AVAILABLE) {
            throw refusedUpload(volume);
        }
        var all = new LinkedHashMap<String, Object>(remembered(volume));
        all.putAll(fields);
        var image = images.create(who.caller(), all);
        Job job;
        try {
            job = stores.db().write(tx -> {
                advance(tx, who, volume, VolumeStatus.AVAILABLE, VolumeStatus.UPLOADING);
                var detail =
                        Map.of("image", image.id().text(), "disk_format", String.valueOf(fields.get("disk_format")));
                return jobs.record(tx, who.caller(), Job.Kind.UPLOAD_VOLUME, volume.id(), detail);
            });
        } catch (RuntimeException e) {
            images.discard(who.caller(), image.id());
            throw e;
        }
        var seen = volumes.get(who, volume.id());
        jobs.start(job);
        return new Upload(seen.volume(), seen.type(), image);
    }

    private static Fault refusedUpload(Volume volume) {
        return new Fault.Invalid("Invalid volume: Volume %s status must be available"
                .formatted(volume.id().text()));
    }

    /** The image's own properties go with the volume to the next image. */
    private static Map<String, String> remembered(Volume volume) {
        var all = new LinkedHashMap<>(volume.imageMetadata());
        Set.of("image_id", "image_name", "size", "min_disk", "min_ram", "disk_format", "container_format", "checksum")
                .forEach(all::remove);
        all.keySet().removeIf(name -> name.startsWith("os_glance") || name.startsWith("signature_verified"));
        return all;
    }

    private void advance(Tx tx, Viewer who, Volume volume, VolumeStatus from, VolumeStatus to) {
        if (!stores.advance(tx, who.caller(), volume.id(), Set.of(from), to)) {
            throw refusedUpload(volume);
        }
    }

    /** Back to the newest snapshot. */
    public void revert(Viewer who, Volume volume, SnapshotId snapshot) {
        var job = stores.db().write(tx -> {
            var all = stores.snapshots().of(tx, volume.id());
            if (all.isEmpty()) {
                throw new Fault.Invalid("Volume %s doesn't have any snapshots."
                        .formatted(volume.id().text()));
            }
            var latest = all.getLast();
            if (!latest.id().equals(snapshot)) {
                throw new Fault.Invalid("Specified snapshot %s is None or not the latest one of volume %s."
                        .formatted(snapshot.text(), volume.id().text()));
            }
            if (latest.size() != volume.size()) {
                throw new Fault.Invalid(("Can't revert volume %s to its latest snapshot %s. The volume size must be"
                                + " equal to the snapshot size.")
                        .formatted(volume.id().text(), snapshot.text()));
            }
            boolean free = latest.status() == SnapshotStatus.AVAILABLE
                    && stores.advance(
                            tx, who.caller(), volume.id(), Set.of(VolumeStatus.AVAILABLE), VolumeStatus.REVERTING);
            if (!free) {
                throw new Fault.Conflict(("Invalid volume: Can't revert volume %s to its latest snapshot %s. Volume's"
                                + " status must be 'available'.")
                        .formatted(volume.id().text(), snapshot.text()));
            }
            return jobs.record(
                    tx, who.caller(), Job.Kind.REVERT_VOLUME, volume.id(), Map.of("snapshot", snapshot.text()));
        });
        jobs.start(job);
    }

    /** Another image's data in place of what is there; {@code reserved} lets a reserved volume be taken, too. */
    public void reimage(Viewer who, Volume volume, ImageId imageId, boolean reserved) {
        var image = images.show(who.caller(), imageId);
        Sources.refuseUnfit(image, volume.size());
        var from = reserved
                ? Set.of(VolumeStatus.AVAILABLE, VolumeStatus.ERROR, VolumeStatus.RESERVED)
                : Set.of(VolumeStatus.AVAILABLE, VolumeStatus.ERROR);
        var job = stores.db().write(tx -> {
            if (!stores.volumes().advance(tx, volume.id(), from, VolumeStatus.DOWNLOADING, stores.now())) {
                throw new Fault.Conflict("Invalid volume: status must be %s, but current status is: %s."
                        .formatted(Volumes.or(from), volume.status().text()));
            }
            var seen = stores.volumes().find(tx, volume.id()).orElseThrow();
            var imaged = seen.withImageMetadata(Sources.remember(image)).withFlags(true, seen.readonly());
            stores.volumes().update(tx, imaged, stores.now());
            stores.log(tx, who.caller(), Operation.UPDATED, imaged);
            var after = volume.status() == VolumeStatus.RESERVED ? VolumeStatus.RESERVED : VolumeStatus.AVAILABLE;
            return jobs.record(
                    tx,
                    who.caller(),
                    Job.Kind.REIMAGE_VOLUME,
                    volume.id(),
                    Map.of("image", imageId.text(), "after", after.text()));
        });
        jobs.start(job);
    }
}
