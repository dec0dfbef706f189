package stratus.cinder.store;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.GroupType;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code group_type}. */
public final class GroupTypeStore {
    private static final String COLUMNS = "id, name, description, is_public, group_specs, created_at, updated_at";

    private final Db db;

    public GroupTypeStore(Db db) {
        this.db = db.rows(GroupType.class).json(new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, GroupType type) {
        tx.update("""
                INSERT INTO group_type (id, name, description, is_public, group_specs, created_at, updated_at)
                VALUES (:id, :name, :description, :isPublic, :groupSpecs, :createdAt, :updatedAt)
                """).bindMethods(type).execute();
    }

    public void update(Tx tx, GroupType type) {
        tx.update("""
                UPDATE group_type SET name = :name, description = :description, is_public = :isPublic,
                    group_specs = :groupSpecs, updated_at = :updatedAt
                WHERE id = :id
                """).bindMethods(type).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM group_type WHERE id = :id").bind("id", id).execute();
    }

    public Optional<GroupType> find(Tx tx, String idOrName) {
        return tx
                .query("SELECT " + COLUMNS + " FROM group_type WHERE id = :key OR name = :key")
                .bind("key", idOrName)
                .mapTo(GroupType.class)
                .stream()
                .findFirst();
    }

    /** Public ones or private ones; null for both. */
    public Page<GroupType> list(@Nullable Boolean open, Page.Request page) {
        return ListQuery.from("group_type", COLUMNS)
                .whereIf(open, "is_public = :open", "open")
                .page(page)
                .run(db, GroupType.class);
    }
}
