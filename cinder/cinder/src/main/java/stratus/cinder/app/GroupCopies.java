package stratus.cinder.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.NewVolume;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.Viewer;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Groups made from other groups, or from snapshots of groups: with a volume for each of theirs. */
public final class GroupCopies {
    private final Stores stores;
    private final Groups groups;
    private final GroupSnapshots snapshots;
    private final Volumes volumes;
    private final Quotas quotas;
    private final Jobs jobs;

    public GroupCopies(
            Stores stores, Groups groups, GroupSnapshots snapshots, Volumes volumes, Quotas quotas, Jobs jobs) {
        this.stores = stores;
        this.groups = groups;
        this.snapshots = snapshots;
        this.volumes = volumes;
        this.quotas = quotas;
        this.jobs = jobs;
    }

    /** What a new group is called. */
    public record Naming(@Nullable String name, @Nullable String description) {}

    /** What a group is made from; {@code snapshot} is null for a copy of the group itself. */
    private record Origin(Group group, @Nullable String snapshot, List<Part> parts) {}

    private record Part(
            String type,
            @Nullable VolumeId volume,
            @Nullable SnapshotId snapshot) {}

    public Group fromGroup(Viewer who, String id, Naming naming) {
        return make(who, naming, tx -> {
            var group = groups.locked(tx, who, id);
            var parts = stores.volumes().inGroup(tx, id).stream()
                    .map(v -> new Part(v.volumeTypeId(), v.id(), null))
                    .toList();
            if (parts.isEmpty()) {
                throw Groups.invalid("Source Group is empty. No group will be created.");
            }
            return new Origin(group, null, parts);
        });
    }

    public Group fromSnapshot(Viewer who, String id, Naming naming) {
        return make(who, naming, tx -> {
            var snapshot = snapshots.visible(tx, who, id);
            var group = groups.locked(tx, who, snapshot.groupId());
            var parts = stores.snapshots().inGroupSnapshot(tx, id).stream()
                    .map(s -> part(tx, s))
                    .toList();
            if (parts.isEmpty()) {
                throw Groups.invalid("Group snapshot is empty. No group will be created.");
            }
            return new Origin(group, id, parts);
        });
    }

    private Part part(Tx tx, Snapshot snapshot) {
        var volume = stores.volumes().find(tx, snapshot.volumeId()).orElseThrow();
        return new Part(volume.volumeTypeId(), null, snapshot.id());
    }

    private Group make(Viewer who, Naming naming, Function<Tx, Origin> look) {
        var id = UUID.randomUUID().toString();
        var work = new ArrayList<Job>();
        var made = stores.db().write(tx -> {
            work.clear();
            var origin = look.apply(tx);
            Backends.refuseFrozen(stores, tx, origin.group().host());
            quotas.claimGroup(tx, who.caller().projectId());
            var group = group(who, id, naming, origin);
            stores.groups().insert(tx, group);
            stores.log(tx, who.caller(), Operation.CREATED, group);
            origin.parts().forEach(part -> work.add(volumes.create(tx, who, wanted(part, id))));
            return group;
        });
        work.forEach(jobs::start);
        return made;
    }

    private Group group(Viewer who, String id, Naming naming, Origin origin) {
        var source = origin.group();
        return new Group(
                id,
                who.caller().projectId(),
                who.caller().userId(),
                naming.name(),
                naming.description(),
                source.groupTypeId(),
                source.availabilityZone(),
                source.host(),
                GroupStatus.CREATING,
                source.volumeTypes(),
                origin.snapshot(),
                origin.snapshot() == null ? source.id() : null,
                stores.now(),
                null);
    }

    private static NewVolume wanted(Part part, String group) {
        return new NewVolume(
                null, null, null, part.type(), null, null, part.volume(), part.snapshot(), group, Map.of(), Map.of());
    }
}
