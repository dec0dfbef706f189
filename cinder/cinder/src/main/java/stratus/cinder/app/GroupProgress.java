package stratus.cinder.app;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.GroupStatus;
import stratus.oslo.base.Caller;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** What is made or deleted as a group is done when the last of its volumes, or of its snapshots, is. */
final class GroupProgress {
    private static final Set<GroupStatus> UNDER_WAY = Set.of(GroupStatus.CREATING, GroupStatus.DELETING);

    private final Stores stores;

    GroupProgress(Stores stores) {
        this.stores = stores;
    }

    /** To be called in the transaction that changes a volume which was in the group; null is no group. */
    void volumeDone(Tx tx, Caller caller, @Nullable String id) {
        if (id == null) {
            return;
        }
        stores.db().lock(tx, id, "group"); // two that end at once have to see each other
        var left = stores.volumes().inGroup(tx, id).stream()
                .map(v -> v.status().text())
                .toList();
        stores.groups().find(tx, id).filter(g -> UNDER_WAY.contains(g.status())).ifPresent(group -> {
            var to = next(group.status(), left);
            if (to == GroupStatus.DELETED) {
                stores.groups().delete(tx, id);
                stores.log(tx, caller, Operation.DELETED, group);
            } else if (to != group.status()) {
                stores.advanceGroup(tx, caller, id, Set.of(group.status()), to);
            }
        });
    }

    /** The same for a snapshot. */
    void snapshotDone(Tx tx, Caller caller, @Nullable String id) {
        if (id == null) {
            return;
        }
        stores.db().lock(tx, id, "group_snapshot");
        var left = stores.snapshots().inGroupSnapshot(tx, id).stream()
                .map(s -> s.status().text())
                .toList();
        stores.groupSnapshots()
                .find(tx, id)
                .filter(s -> UNDER_WAY.contains(s.status()))
                .ifPresent(snapshot -> {
                    var to = next(snapshot.status(), left);
                    if (to == GroupStatus.DELETED) {
                        stores.groupSnapshots().delete(tx, id);
                        stores.log(tx, caller, Operation.DELETED, snapshot);
                    } else if (to != snapshot.status()) {
                        stores.advanceGroupSnapshot(tx, caller, id, Set.of(snapshot.status()), to);
                    }
                });
    }

    /** What becomes of the whole when its parts are in these states: as it is until none of them is under way. */
    private static GroupStatus next(GroupStatus now, Collection<String> parts) {
        if (parts.contains(now.text())) {
            return now;
        }
        if (now == GroupStatus.DELETING) {
            return parts.isEmpty() ? GroupStatus.DELETED : GroupStatus.ERROR;
        }
        return parts.contains("error") ? GroupStatus.ERROR : GroupStatus.AVAILABLE;
    }
}
