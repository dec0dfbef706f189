package stratus.cinder.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.TypeFilter;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code volume_type}, who may use which, and projects' default types. */
public final class TypeStore {
    private static final String COLUMNS =
            "id, name, description, is_public, extra_specs, qos_specs_id, created_at, updated_at";

    private final Table<VolumeType> table;

    public TypeStore(Db db) {
        this.table = new Table<>(db, VolumeType.class, "volume_type", COLUMNS);
        db.rows(Default.class).json(new GenericType<Map<String, String>>() {});
    }

    /** A project's default type. */
    public record Default(String projectId, String volumeTypeId) {}

    public void insert(Tx tx, VolumeType type) {
        table.insert(tx, type);
    }

    public void update(Tx tx, VolumeType type) {
        tx.update("""
                UPDATE volume_type SET name = :name, description = :description, is_public = :isPublic,
                    extra_specs = :extraSpecs, updated_at = :updatedAt
                WHERE id = :id
                """).bindMethods(type).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM volume_type_access WHERE volume_type_id = :id")
                .bind("id", id)
                .execute();
        table.delete(tx, id);
    }

    public Optional<VolumeType> find(Tx tx, String idOrName) {
        return table.where(tx, "id = :value OR name = :value", idOrName).stream()
                .findFirst();
    }

    public List<VolumeType> all(Tx tx) {
        return tx.query("SELECT " + COLUMNS + " FROM volume_type ORDER BY created_at DESC, id DESC")
                .mapTo(VolumeType.class)
                .list();
    }

    public Page<VolumeType> list(TypeFilter filter, Page.Request page) {
        return table.list(query -> narrowed(query, filter), page);
    }

    private static ListQuery narrowed(ListQuery query, TypeFilter filter) {
        JsonText.where(query, "extra_specs", filter.specs());
        if (Boolean.TRUE.equals(filter.open())) {
            var granted = "SELECT a.volume_type_id FROM volume_type_access a WHERE a.project_id = :project";
            return query.where("(is_public OR id IN (%s))".formatted(granted), "project", filter.granted());
        }
        return query.whereIf(filter.open(), "is_public = :open", "open");
    }

    /** Projects that may use a private type. */
    public List<String> access(Tx tx, String type) {
        return tx.query("SELECT project_id FROM volume_type_access WHERE volume_type_id = :type ORDER BY project_id")
                .bind("type", type)
                .mapTo(String.class)
                .list();
    }

    /** The private types that a project may use. */
    public List<String> granted(Tx tx, String project) {
        return tx.query("SELECT volume_type_id FROM volume_type_access WHERE project_id = :project")
                .bind("project", project)
                .mapTo(String.class)
                .list();
    }

    public void grant(Tx tx, String type, String project) {
        tx.update("INSERT INTO volume_type_access (volume_type_id, project_id) VALUES (:type, :project)")
                .bind("type", type)
                .bind("project", project)
                .execute();
    }

    public void revoke(Tx tx, String type, String project) {
        tx.update("DELETE FROM volume_type_access WHERE volume_type_id = :type AND project_id = :project")
                .bind("type", type)
                .bind("project", project)
                .execute();
    }

    public Optional<String> defaultOf(Tx tx, ProjectId project) {
        return tx.query("SELECT volume_type_id FROM default_type WHERE project_id = :project")
                .bind("project", project)
                .mapTo(String.class)
                .findOne();
    }

    public List<Default> defaults(Tx tx) {
        return tx.query("SELECT project_id, volume_type_id FROM default_type ORDER BY project_id")
                .mapTo(Default.class)
                .list();
    }

    /** Null takes the project's default away. */
    public void setDefault(Tx tx, ProjectId project, @Nullable String type) {
        tx.update("DELETE FROM default_type WHERE project_id = :project")
                .bind("project", project)
                .execute();
        if (type != null) {
            tx.update("INSERT INTO default_type (project_id, volume_type_id) VALUES (:project, :type)")
                    .bind("project", project)
                    .bind("type", type)
                    .execute();
        }
    }
}
