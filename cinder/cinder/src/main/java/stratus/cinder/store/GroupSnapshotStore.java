package stratus.cinder.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import stratus.cinder.domain.GroupFilter;
import stratus.cinder.domain.GroupSnapshot;
import stratus.cinder.domain.GroupStatus;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code group_snapshot}. */
public final class GroupSnapshotStore {
    private static final String COLUMNS =
            "id, group_id, group_type_id, project_id, user_id, name, description, status, created_at, updated_at";

    private final Table<GroupSnapshot> table;

    public GroupSnapshotStore(Db db) {
        this.table = new Table<>(db, GroupSnapshot.class, "group_snapshot", COLUMNS);
    }

    public void insert(Tx tx, GroupSnapshot snapshot) {
        table.insert(tx, snapshot);
    }

    /** Compare and set, as for volumes. */
    public boolean advance(Tx tx, String id, Collection<GroupStatus> from, GroupStatus to, Instant now) {
        return table.advance(tx, id, from, to, now);
    }

    public void delete(Tx tx, String id) {
        table.delete(tx, id);
    }

    public Optional<GroupSnapshot> find(Tx tx, String id) {
        return table.find(tx, id);
    }

    public boolean any(Tx tx, String group) {
        return table.any(tx, "group_id = :value", group);
    }

    public Page<GroupSnapshot> list(GroupFilter filter, Page.Request page) {
        return table.list(
                query -> query.whereIf(filter.project(), "project_id = :project", "project")
                        .whereIf(filter.id(), "id = :id", "id")
                        .whereIf(filter.name(), "name = :name", "name")
                        .whereIf(filter.status(), "status = :status", "status")
                        .whereIf(filter.group(), "group_id = :group", "group"),
                page);
    }
}
