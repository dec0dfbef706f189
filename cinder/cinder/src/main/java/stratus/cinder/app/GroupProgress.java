package stratus.cinder.app;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Caller;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** What is made or deleted as a group is done when the last of its volumes, or of its snapshots, is. */
final class GroupProgress {
    private final Stores stores;

    GroupProgress(Stores stores) {
        this.stores = stores;
    }

    /** To be called in the transaction that changes a volume which was in the group; null is no group. */
    void volumeDone(Tx tx, Caller caller, @Nullable String group) {
        if (group == null) {
            return;
        }
        stores.db().lock(tx, group, "group"); // two that end at once have to see each other
        var left =
                stores.volumes().inGroup(tx, group).stream().map(Volume::status).toList();
        if (!left.contains(VolumeStatus.CREATING)) {
            advance(tx, caller, group, GroupStatus.CREATING, made(left.contains(VolumeStatus.ERROR)));
        }
        if (left.isEmpty()) {
            forget(tx, caller, group);
        } else if (!left.contains(VolumeStatus.DELETING)) {
            advance(tx, caller, group, GroupStatus.DELETING, GroupStatus.ERROR);
        }
    }

    private static GroupStatus made(boolean failed) {
        return failed ? GroupStatus.ERROR : GroupStatus.AVAILABLE;
    }

    private void advance(Tx tx, Caller caller, String id, GroupStatus from, GroupStatus to) {
        if (stores.groups().advance(tx, id, Set.of(from), to, stores.now())) {
            stores.groups().find(tx, id).ifPresent(g -> stores.logGroup(tx, caller, Operation.UPDATED, g, g));
        }
    }

    private void forget(Tx tx, Caller caller, String id) {
        stores.groups()
                .find(tx, id)
                .filter(g -> g.status() == GroupStatus.DELETING)
                .ifPresent(g -> {
                    stores.groups().delete(tx, id);
                    stores.logGroup(tx, caller, Operation.DELETED, g, null);
                });
    }

    /** The same for a snapshot. */
    void snapshotDone(Tx tx, Caller caller, @Nullable String groupSnapshot) {
        if (groupSnapshot == null) {
            return;
        }
        stores.db().lock(tx, groupSnapshot, "group_snapshot");
        var left = stores.snapshots().inGroupSnapshot(tx, groupSnapshot).stream()
                .map(Snapshot::status)
                .toList();
        if (!left.contains(SnapshotStatus.CREATING)) {
            advanceSnapshot(tx, caller, groupSnapshot, GroupStatus.CREATING, made(left.contains(SnapshotStatus.ERROR)));
        }
        if (left.isEmpty()) {
            forgetSnapshot(tx, caller, groupSnapshot);
        } else if (!left.contains(SnapshotStatus.DELETING)) {
            advanceSnapshot(tx, caller, groupSnapshot, GroupStatus.DELETING, GroupStatus.ERROR);
        }
    }

    private void advanceSnapshot(Tx tx, Caller caller, String id, GroupStatus from, GroupStatus to) {
        if (stores.groupSnapshots().advance(tx, id, Set.of(from), to, stores.now())) {
            stores.groupSnapshots()
                    .find(tx, id)
                    .ifPresent(g -> stores.logGroupSnapshot(tx, caller, Operation.UPDATED, g, g));
        }
    }

    private void forgetSnapshot(Tx tx, Caller caller, String id) {
        stores.groupSnapshots()
                .find(tx, id)
                .filter(g -> g.status() == GroupStatus.DELETING)
                .ifPresent(g -> {
                    stores.groupSnapshots().delete(tx, id);
                    stores.logGroupSnapshot(tx, caller, Operation.DELETED, g, null);
                });
    }
}
