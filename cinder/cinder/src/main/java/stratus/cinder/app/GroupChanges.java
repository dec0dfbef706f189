package stratus.cinder.app;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Another name for a group, other volumes in it. */
public final class GroupChanges {
    private static final Set<VolumeStatus> ADDABLE = Set.of(VolumeStatus.AVAILABLE, VolumeStatus.IN_USE);
    private static final Set<VolumeStatus> REMOVABLE =
            Set.of(VolumeStatus.AVAILABLE, VolumeStatus.IN_USE, VolumeStatus.ERROR, VolumeStatus.ERROR_DELETING);

    private final Stores stores;
    private final Groups groups;

    public GroupChanges(Stores stores, Groups groups) {
        this.stores = stores;
        this.groups = groups;
    }

    /** What is asked for; null leaves a name as it is. */
    public record Change(@Nullable String name, @Nullable String description, List<String> add, List<String> remove) {}

    public void update(Viewer who, String id, Change change) {
        stores.db().run(tx -> {
            var group = groups.locked(tx, who, id);
            refuseContradiction(change);
            var there = stores.volumes().inGroup(tx, id);
            var joining = change.add().stream()
                    .filter(v -> there.stream().noneMatch(t -> t.id().text().equals(v)))
                    .map(v -> addable(tx, group, v))
                    .toList();
            var leaving = change.remove().stream()
                    .map(v -> removable(group, there, v))
                    .toList();
            refuseUnfit(group, change, !joining.isEmpty() || !leaving.isEmpty());
            joining.forEach(v -> join(tx, who, v, id));
            leaving.forEach(v -> join(tx, who, v, null));
            rename(tx, who, group, change);
        });
    }

    private static void refuseContradiction(Change change) {
        var both = change.add().stream().filter(change.remove()::contains).toList();
        if (!both.isEmpty()) {
            throw invalid("UUIDs %s are in both add and remove volume list.".formatted(both));
        }
    }

    private static void refuseUnfit(Group group, Change change, boolean moves) {
        boolean renames = (change.name() != null && !change.name().equals(group.name()))
                || (change.description() != null && !change.description().equals(group.description()));
        if (!moves && !renames) {
            throw Groups.invalid(("Cannot update group %s because no valid name, description, add_volumes, or"
                            + " remove_volumes were provided.")
                    .formatted(group.id()));
        }
        if (moves && group.status() != GroupStatus.AVAILABLE) {
            throw Groups.invalid("Group status must be available.");
        }
    }

    private void rename(Tx tx, Viewer who, Group group, Change change) {
        var name = change.name() == null ? group.name() : change.name();
        var description = change.description() == null ? group.description() : change.description();
        stores.groups().rename(tx, group.id(), name, description, stores.now());
        stores.groups().find(tx, group.id()).ifPresent(g -> stores.log(tx, who.caller(), Operation.UPDATED, g));
    }

    private static Fault invalid(String problem) {
        return new Fault.Invalid("Invalid volume: " + problem);
    }

    private void join(Tx tx, Viewer who, Volume volume, @Nullable String group) {
        stores.volumes().join(tx, volume.id(), group);
        stores.volumes().find(tx, volume.id()).ifPresent(v -> stores.log(tx, who.caller(), Operation.UPDATED, v));
    }

    private Volume addable(Tx tx, Group group, String id) {
        var cannot = "Cannot add volume %s to group %s because ".formatted(id, group.id());
        var volume = stores.volumes()
                .find(tx, VolumeId.parse(id))
                .orElseThrow(() -> invalid(cannot + "volume cannot be found."));
        if (volume.groupId() != null) {
            throw invalid(cannot + "it is already in group %s.".formatted(volume.groupId()));
        }
        if (!volume.projectId().equals(group.projectId())) {
            throw invalid(
                    "Cannot add volume %s to group %s as they belong to different projects.".formatted(id, group.id()));
        }
        if (!group.volumeTypes().contains(volume.volumeTypeId())) {
            throw invalid(cannot + "volume type %s is not supported by the group.".formatted(volume.volumeTypeId()));
        }
        if (!ADDABLE.contains(volume.status())) {
            throw invalid(cannot
                    + "volume is in an invalid state: %s. Valid states are: available or in-use."
                            .formatted(volume.status().text()));
        }
        if (!Objects.equals(group.host(), volume.host())) {
            throw invalid("Volume is not local to this node.");
        }
        return volume;
    }

    private static Volume removable(Group group, List<Volume> there, String id) {
        var cannot = "Cannot remove volume %s from group %s because ".formatted(id, group.id());
        var volume = there.stream()
                .filter(v -> v.id().text().equals(id))
                .findFirst()
                .orElseThrow(() -> invalid(cannot + "it is not in the group."));
        if (!REMOVABLE.contains(volume.status())) {
            throw invalid(cannot
                    + "volume is in an invalid state: %s. Valid states are: %s."
                            .formatted(volume.status().text(), Volumes.or(REMOVABLE)));
        }
        return volume;
    }
}
