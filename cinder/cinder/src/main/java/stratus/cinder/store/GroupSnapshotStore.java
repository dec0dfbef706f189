package stratus.cinder.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import stratus.cinder.domain.GroupFilter;
import stratus.cinder.domain.GroupSnapshot;
import stratus.cinder.domain.GroupStatus;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code group_snapshot}. */
public final class GroupSnapshotStore {
    private static final String COLUMNS =
            "id, group_id, group_type_id, project_id, user_id, name, description, status, created_at, updated_at";

    private final Db db;

    public GroupSnapshotStore(Db db) {
        this.db = db.rows(GroupSnapshot.class);
    }

    public void insert(Tx tx, GroupSnapshot snapshot) {
        tx.update("""
                INSERT INTO group_snapshot
                    (id, group_id, group_type_id, project_id, user_id, name, description, status, created_at,
                     updated_at)
                VALUES (:id, :groupId, :groupTypeId, :projectId, :userId, :name, :description, :status, :createdAt,
                     :updatedAt)
                """).bindMethods(snapshot).execute();
    }

    /** Compare and set, as for volumes. */
    public boolean advance(Tx tx, String id, Collection<GroupStatus> from, GroupStatus to, Instant now) {
        return tx.update(
                                "UPDATE group_snapshot SET status = :to, updated_at = :now WHERE id = :id AND status IN (<from>)")
                        .bind("id", id)
                        .bind("to", to)
                        .bind("now", now)
                        .bindList("from", from.stream().map(Enum::name).toList())
                        .execute()
                == 1;
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM group_snapshot WHERE id = :id").bind("id", id).execute();
    }

    public Optional<GroupSnapshot> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM group_snapshot WHERE id = :id")
                .bind("id", id)
                .mapTo(GroupSnapshot.class)
                .findOne();
    }

    public boolean any(Tx tx, String group) {
        return tx.query("SELECT COUNT(*) FROM group_snapshot WHERE group_id = :group")
                        .bind("group", group)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    public Page<GroupSnapshot> list(GroupFilter filter, Page.Request page) {
        return ListQuery.from("group_snapshot", COLUMNS)
                .whereIf(filter.project(), "project_id = :project", "project")
                .whereIf(filter.id(), "id = :id", "id")
                .whereIf(filter.name(), "name = :name", "name")
                .whereIf(filter.status(), "status = :status", "status")
                .whereIf(filter.group(), "group_id = :group", "group")
                .page(page)
                .run(db, GroupSnapshot.class);
    }
}
