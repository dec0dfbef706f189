package stratus.cinder.app;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.GroupFilter;
import stratus.cinder.domain.GroupSnapshot;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Viewer;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Snapshots of whole groups. */
public final class GroupSnapshots {
    private final Stores stores;
    private final Groups groups;
    private final Snapshots snapshots;
    private final Jobs jobs;

    public GroupSnapshots(Stores stores, Groups groups, Snapshots snapshots, Jobs jobs) {
        this.stores = stores;
        this.groups = groups;
        this.snapshots = snapshots;
        this.jobs = jobs;
    }

    /** Records the snapshots of all the group's volumes as creating. */
    public GroupSnapshot create(Viewer who, String groupId, @Nullable String name, @Nullable String description) {
        var id = UUID.randomUUID().toString();
        var work = new ArrayList<Job>();
        var made = stores.db().write(tx -> {
            work.clear();
            var group = groups.locked(tx, who, groupId);
            Backends.refuseFrozen(stores, tx, group.host());
            var all = stores.volumes().inGroup(tx, groupId);
            var snapshot = new GroupSnapshot(
                    id,
                    groupId,
                    group.groupTypeId(),
                    who.caller().projectId(),
                    who.caller().userId(),
                    name,
                    description,
                    all.isEmpty() ? GroupStatus.AVAILABLE : GroupStatus.CREATING,
                    stores.now(),
                    null);
            stores.groupSnapshots().insert(tx, snapshot);
            stores.log(tx, who.caller(), Operation.CREATED, snapshot);
            for (var volume : all) {
                var wanted = new Snapshots.NewSnapshot(volume.id(), name, description, Map.of(), true);
                work.add(snapshots.create(tx, who, wanted, SnapshotId.random(), id));
            }
            return snapshot;
        });
        work.forEach(jobs::start);
        return made;
    }

    public GroupSnapshot get(Viewer who, String id) {
        return stores.db().read(tx -> visible(tx, who, id));
    }

    GroupSnapshot visible(Tx tx, Viewer who, String id) {
        return stores.groupSnapshots()
                .find(tx, id)
                .filter(s -> who.sees(s.projectId()))
                .orElseThrow(() -> new Fault.NotFound("GroupSnapshot %s could not be found.".formatted(id)));
    }

    public Page<GroupSnapshot> list(GroupFilter filter, Page.Request page) {
        return stores.groupSnapshots().list(filter, page);
    }

    /** An operator knows better. */
    public void reset(Caller caller, String id, GroupStatus status) {
        stores.db().run(tx -> {
            stores.advanceGroupSnapshot(tx, caller, id, EnumSet.allOf(GroupStatus.class), status);
        });
    }

    /** It is there until the last of its snapshots is gone. */
    public void delete(Viewer who, String id) {
        var work = stores.db().write(tx -> {
            var snapshot = visible(tx, who, id);
            var group = groups.locked(tx, who, snapshot.groupId());
            Backends.refuseFrozen(stores, tx, group.host());
            markDeleting(tx, who, id);
            var all = stores.snapshots().inGroupSnapshot(tx, id);
            if (all.isEmpty()) {
                stores.groupSnapshots().delete(tx, id);
                stores.log(tx, who.caller(), Operation.DELETED, snapshot);
            }
            return all.stream().map(s -> delete(tx, who, s.id())).toList();
        });
        work.forEach(jobs::start);
    }

    private void markDeleting(Tx tx, Viewer who, String id) {
        var from = Set.of(GroupStatus.AVAILABLE, GroupStatus.ERROR);
        if (stores.groups().beingMadeFrom(tx, id)
                || !stores.advanceGroupSnapshot(tx, who.caller(), id, from, GroupStatus.DELETING)) {
            throw new Fault.Invalid("Invalid GroupSnapshot: GroupSnapshot status must be available or error, and no"
                    + " Group can be currently using it as source for its creation.");
        }
    }

    private Job delete(Tx tx, Viewer who, SnapshotId id) {
        stores.advance(tx, who.caller(), id, EnumSet.allOf(SnapshotStatus.class), SnapshotStatus.DELETING);
        return jobs.record(tx, who.caller(), Job.Kind.DELETE_SNAPSHOT, id);
    }
}
