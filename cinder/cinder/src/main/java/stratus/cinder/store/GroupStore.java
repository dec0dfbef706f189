package stratus.cinder.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupFilter;
import stratus.cinder.domain.GroupStatus;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code volume_group}. */
public final class GroupStore {
    private static final String COLUMNS = """
            id, project_id, user_id, name, description, group_type_id, availability_zone, host, status, volume_types,
            group_snapshot_id, source_group_id, created_at, updated_at""";

    private final Db db;

    public GroupStore(Db db) {
        this.db = db.rows(Group.class).json(new GenericType<List<String>>() {});
    }

    public void insert(Tx tx, Group group) {
        tx.update("""
                INSERT INTO volume_group
                    (id, project_id, user_id, name, description, group_type_id, availability_zone, host, status,
                     volume_types, group_snapshot_id, source_group_id, created_at, updated_at)
                VALUES (:id, :projectId, :userId, :name, :description, :groupTypeId, :availabilityZone, :host, :status,
                     :volumeTypes, :groupSnapshotId, :sourceGroupId, :createdAt, :updatedAt)
                """).bindMethods(group).execute();
    }

    public void rename(Tx tx, String id, @Nullable String name, @Nullable String description, Instant now) {
        tx.update("UPDATE volume_group SET name = :name, description = :description, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("name", name)
                .bind("description", description)
                .bind("now", now)
                .execute();
    }

    /** Compare and set, as for volumes. */
    public boolean advance(Tx tx, String id, Collection<GroupStatus> from, GroupStatus to, Instant now) {
        return tx.update(
                                "UPDATE volume_group SET status = :to, updated_at = :now WHERE id = :id AND status IN (<from>)")
                        .bind("id", id)
                        .bind("to", to)
                        .bind("now", now)
                        .bindList("from", from.stream().map(Enum::name).toList())
                        .execute()
                == 1;
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM volume_group WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Group> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM volume_group WHERE id = :id")
                .bind("id", id)
                .mapTo(Group.class)
                .findOne();
    }

    public long count(Tx tx, ProjectId project) {
        return tx.query("SELECT COUNT(*) FROM volume_group WHERE project_id = :project")
                .bind("project", project)
                .mapTo(Long.class)
                .one();
    }

    public boolean usesType(Tx tx, String type) {
        return exists(tx, "group_type_id = :id", type);
    }

    /** Whether a group is being made from the group, or from the group's snapshot, of this id. */
    public boolean beingMadeFrom(Tx tx, String id) {
        return exists(tx, "status = 'CREATING' AND (group_snapshot_id = :id OR source_group_id = :id)", id);
    }

    private static boolean exists(Tx tx, String condition, String id) {
        return tx.query("SELECT COUNT(*) FROM volume_group WHERE " + condition)
                        .bind("id", id)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    public Page<Group> list(GroupFilter filter, Page.Request page) {
        return ListQuery.from("volume_group", COLUMNS)
                .whereIf(filter.project(), "project_id = :project", "project")
                .whereIf(filter.id(), "id = :id", "id")
                .whereIf(filter.name(), "name = :name", "name")
                .whereIf(filter.status(), "status = :status", "status")
                .page(page)
                .run(db, Group.class);
    }
}
