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
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code volume_group}. */
public final class GroupStore {
    private static final String COLUMNS = """
            id, project_id, user_id, name, description, group_type_id, availability_zone, host, status, volume_types,
            group_snapshot_id, source_group_id, created_at, updated_at""";

    private final Table<Group> table;

    public GroupStore(Db db) {
        this.table = new Table<>(db, Group.class, "volume_group", COLUMNS);
        db.json(new GenericType<List<String>>() {});
    }

    public void insert(Tx tx, Group group) {
        table.insert(tx, group);
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
        return table.advance(tx, id, from, to, now);
    }

    public void delete(Tx tx, String id) {
        table.delete(tx, id);
    }

    public Optional<Group> find(Tx tx, String id) {
        return table.find(tx, id);
    }

    public long count(Tx tx, ProjectId project) {
        return table.count(tx, "project_id = :value", project);
    }

    public boolean usesType(Tx tx, String type) {
        return table.any(tx, "group_type_id = :value", type);
    }

    /** Whether a group may have volumes of the type. */
    public boolean mayHave(Tx tx, String volumeType) {
        return table.any(tx, "volume_types LIKE :value", "%\"" + volumeType + "\"%");
    }

    /** Whether a group is being made from the group, or from the group's snapshot, of this id. */
    public boolean beingMadeFrom(Tx tx, String id) {
        return table.any(tx, "status = 'CREATING' AND (group_snapshot_id = :value OR source_group_id = :value)", id);
    }

    public Page<Group> list(GroupFilter filter, Page.Request page) {
        return table.list(
                query -> query.whereIf(filter.project(), "project_id = :project", "project")
                        .whereIf(filter.id(), "id = :id", "id")
                        .whereIf(filter.name(), "name = :name", "name")
                        .whereIf(filter.status(), "status = :status", "status"),
                page);
    }
}
