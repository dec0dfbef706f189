package stratus.cinder.store;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.GroupType;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code group_type}. */
public final class GroupTypeStore {
    private static final String COLUMNS = "id, name, description, is_public, group_specs, created_at, updated_at";

    private final Table<GroupType> table;

    public GroupTypeStore(Db db) {
        this.table = new Table<>(db, GroupType.class, "group_type", COLUMNS);
        db.json(new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, GroupType type) {
        table.insert(tx, type);
    }

    public void update(Tx tx, GroupType type) {
        tx.update("""
                UPDATE group_type SET name = :name, description = :description, is_public = :isPublic,
                    group_specs = :groupSpecs, updated_at = :updatedAt
                WHERE id = :id
                """).bindMethods(type).execute();
    }

    public void delete(Tx tx, String id) {
        table.delete(tx, id);
    }

    public Optional<GroupType> find(Tx tx, String idOrName) {
        return table.where(tx, "id = :value OR name = :value", idOrName).stream()
                .findFirst();
    }

    /** Public ones or private ones; null for both. */
    public Page<GroupType> list(@Nullable Boolean open, Page.Request page) {
        return table.list(query -> query.whereIf(open, "is_public = :open", "open"), page);
    }
}
