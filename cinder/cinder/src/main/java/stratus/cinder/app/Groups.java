package stratus.cinder.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupFilter;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.NewGroup;
import stratus.cinder.domain.NewVolume;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.domain.VolumeType;
import stratus.cinder.scheduler.Candidate;
import stratus.cinder.scheduler.Wanted;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Volumes that are dealt with together: made on one backend, and deleted at once. */
public final class Groups {
    private final Stores stores;
    private final Types types;
    private final GroupTypes groupTypes;
    private final Jobs jobs;
    private final VolumeChanges.Placement placement;
    private final String zone;

    /** {@code zone} is that of groups that ask for none. */
    public Groups(
            Stores stores,
            Types types,
            GroupTypes groupTypes,
            Jobs jobs,
            VolumeChanges.Placement placement,
            String zone) {
        this.stores = stores;
        this.types = types;
        this.groupTypes = groupTypes;
        this.jobs = jobs;
        this.placement = placement;
        this.zone = zone;
    }

    static Fault missing(String id) {
        return new Fault.NotFound("Group %s could not be found.".formatted(id));
    }

    /** A group for which no backend will do is there as well, and in error. */
    public Group create(Viewer who, NewGroup wanted) {
        var inZone = wanted.zone() == null ? zone : wanted.zone();
        var now = stores.now();
        var id = UUID.randomUUID().toString();
        var candidates = placement.backends().candidates();
        return stores.db().write(tx -> {
            Backends.refuseUnknown(stores, tx, inZone, zone);
            var volumeTypes = wanted.volumeTypes().stream()
                    .map(t -> types.visible(tx, who, t))
                    .toList();
            var type = groupTypes.find(tx, wanted.type());
            placement.quotas().claimGroup(tx, who.caller().projectId());
            var specs = new ArrayList<>(List.of(type.groupSpecs()));
            volumeTypes.forEach(t -> specs.add(t.extraSpecs()));
            var host = host(candidates, inZone, specs, now);
            var group = new Group(
                    id,
                    who.caller().projectId(),
                    who.caller().userId(),
                    wanted.name(),
                    wanted.description(),
                    type.id(),
                    inZone,
                    host,
                    host == null ? GroupStatus.ERROR : GroupStatus.AVAILABLE,
                    volumeTypes.stream().map(VolumeType::id).toList(),
                    null,
                    null,
                    now,
                    null);
            stores.groups().insert(tx, group);
            stores.log(tx, who.caller(), Operation.CREATED, group);
            return group;
        });
    }

    /** One that offers all that the group's type and each of its volumes' types ask for; null where there is none. */
    private @Nullable String host(
            List<Candidate> candidates, String inZone, List<Map<String, String>> specs, Instant now) {
        var left = candidates;
        for (var asked : specs) {
            left = placement.scheduler().fitting(left, new Wanted(0, inZone, asked, null, Set.of()), now);
        }
        return left.isEmpty() ? null : left.getFirst().backend().host();
    }

    public Group get(Viewer who, String id) {
        return stores.db().read(tx -> visible(tx, who, id));
    }

    Group visible(Tx tx, Viewer who, String id) {
        return stores.groups().find(tx, id).filter(g -> who.sees(g.projectId())).orElseThrow(() -> missing(id));
    }

    /** The same, and nothing comes into the group or goes out of it until the transaction's end. */
    Group locked(Tx tx, Viewer who, String id) {
        stores.db().lock(tx, id, "group");
        return visible(tx, who, id);
    }

    public Page<Group> list(GroupFilter filter, Page.Request page) {
        return stores.groups().list(filter, page);
    }

    /** The ids of its volumes. */
    public List<String> volumes(Group group) {
        return stores.db()
                .read(tx -> stores.volumes().inGroup(tx, group.id()).stream()
                        .map(v -> v.id().text())
                        .toList());
    }

    /** An operator knows better. */
    public void reset(Caller caller, String id, GroupStatus status) {
        stores.db().run(tx -> {
            stores.advanceGroup(tx, caller, id, EnumSet.allOf(GroupStatus.class), status);
        });
    }

    /** {@code withVolumes} deletes them, too; then the group is there until the last of them is gone. */
    public void delete(Viewer who, String id, boolean withVolumes) {
        var work = stores.db().write(tx -> {
            var group = locked(tx, who, id);
            var volumes = stores.volumes().inGroup(tx, id);
            refuseUnfit(tx, group, volumes, withVolumes);
            if (volumes.isEmpty()) {
                stores.groups().delete(tx, id);
                stores.log(tx, who.caller(), Operation.DELETED, group);
                return List.<Job>of();
            }
            stores.advanceGroup(tx, who.caller(), id, EnumSet.allOf(GroupStatus.class), GroupStatus.DELETING);
            return volumes.stream().map(v -> delete(tx, who, v)).toList();
        });
        work.forEach(jobs::start);
    }

    private Job delete(Tx tx, Viewer who, Volume volume) {
        stores.advance(tx, who.caller(), volume.id(), EnumSet.allOf(VolumeStatus.class), VolumeStatus.DELETING);
        return jobs.record(tx, who.caller(), Job.Kind.DELETE_VOLUME, volume.id());
    }

    private void refuseUnfit(Tx tx, Group group, List<Volume> volumes, boolean withVolumes) {
        Backends.refuseFrozen(stores, tx, group.host());
        if (!withVolumes && !Set.of(GroupStatus.AVAILABLE, GroupStatus.ERROR).contains(group.status())) {
            throw invalid("Group status must be available or error, but current status is: %s"
                    .formatted(group.status().text()));
        }
        if (stores.groupSnapshots().any(tx, group.id())) {
            throw invalid("Group has existing snapshots.");
        }
        if (!withVolumes && !volumes.isEmpty()) {
            throw invalid("Group %s still contains volumes. The delete-volumes flag is required to delete it."
                    .formatted(group.id()));
        }
        if (stores.groups().beingMadeFrom(tx, group.id())) {
            throw invalid(
                    "Cannot delete group %s. It is the source for an ongoing group creation.".formatted(group.id()));
        }
        for (var volume : volumes) {
            boolean attached = stores.attachments().of(tx, volume.id()).stream()
                    .map(Attachment::status)
                    .anyMatch(AttachmentStatus.ATTACHED::equals);
            if (attached) {
                throw invalid("Volume in group %s is attached. Need to detach first.".formatted(group.id()));
            }
            if (!stores.snapshots().of(tx, volume.id()).isEmpty()) {
                throw invalid("Volume in group still has dependent snapshots.");
            }
        }
    }

    /** A group has volumes of certain types only. */
    static void refuseUnfit(Stores stores, Tx tx, Viewer who, NewVolume wanted, VolumeType type) {
        var id = wanted.group();
        if (id == null) {
            return;
        }
        stores.db().lock(tx, id, "group");
        var group = stores.groups()
                .find(tx, id)
                .filter(g -> who.sees(g.projectId()))
                .orElseThrow(() -> missing(id));
        if (wanted.type() == null) {
            throw new Fault.Invalid(
                    "Invalid input received: volume_type must be provided when creating a volume in a group.");
        }
        if (!group.volumeTypes().contains(type.id())) {
            throw new Fault.Invalid(("Invalid input received: Invalid volume_type provided: %s (requested type must be"
                            + " supported by this group).")
                    .formatted(type.id()));
        }
    }

    static Fault invalid(String problem) {
        return new Fault.Invalid("Invalid Group: " + problem);
    }
}
