package stratus.nova.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Flavor;
import stratus.nova.domain.FlavorFilter;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code flavor} and who may use the private ones. */
public final class FlavorStore {
    private static final String COLUMNS = "id, name, memory_mb, vcpus, disk_gb, ephemeral_gb, swap_mb, rxtx_factor,"
            + " is_public, description, extra_specs, created_at";
    private static final String OPEN_TO =
            "(is_public OR id IN" + " (SELECT flavor_id FROM flavor_access WHERE project_id = :project))";

    private final Db db;

    public FlavorStore(Db db) {
        this.db = db.rows(Flavor.class).json(new GenericType<Map<String, String>>() {});
    }

    public void insert(Tx tx, Flavor flavor) {
        tx.update("""
                INSERT INTO flavor (id, name, memory_mb, vcpus, disk_gb, ephemeral_gb, swap_mb, rxtx_factor,
                    is_public, description, extra_specs, created_at)
                VALUES (:id, :name, :memoryMb, :vcpus, :diskGb, :ephemeralGb, :swapMb, :rxtxFactor,
                    :isPublic, :description, :extraSpecs, :createdAt)
                """).bindMethods(flavor).execute();
    }

    /** Any flavor, private ones included. */
    public Optional<Flavor> find(String id) {
        return db.read(tx -> find(tx, id));
    }

    public Optional<Flavor> find(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM flavor WHERE id = :id")
                .bind("id", id)
                .mapTo(Flavor.class)
                .findOne();
    }

    /** A flavor that the project may use: public, or private and open to it. */
    public Optional<Flavor> find(ProjectId project, String id) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + " FROM flavor WHERE id = :id AND " + OPEN_TO)
                .bind("id", id)
                .bind("project", project)
                .mapTo(Flavor.class)
                .findOne());
    }

    public boolean nameTaken(Tx tx, String name) {
        return tx.query("SELECT COUNT(*) FROM flavor WHERE name = :name")
                        .bind("name", name)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public Page<Flavor> list(FlavorFilter filter) {
        return ListQuery.from("flavor", COLUMNS)
                .whereIf(filter.project(), OPEN_TO, "project")
                .whereIf(filter.isPublic(), "is_public = :isPublic", "isPublic")
                .whereIf(filter.minRam(), "memory_mb >= :minRam", "minRam")
                .whereIf(filter.minDisk(), "disk_gb >= :minDisk", "minDisk")
                .page(filter.page())
                .run(db, Flavor.class);
    }

    public void describe(Tx tx, String id, @Nullable String description) {
        tx.update("UPDATE flavor SET description = :description WHERE id = :id")
                .bind("id", id)
                .bind("description", description)
                .execute();
    }

    public void setExtraSpecs(Tx tx, String id, Map<String, String> extraSpecs) {
        tx.update("UPDATE flavor SET extra_specs = :specs WHERE id = :id")
                .bind("id", id)
                .bindByType("specs", extraSpecs, new GenericType<Map<String, String>>() {})
                .execute();
    }

    public boolean delete(Tx tx, String id) {
        tx.update("DELETE FROM flavor_access WHERE flavor_id = :id")
                .bind("id", id)
                .execute();
        return tx.update("DELETE FROM flavor WHERE id = :id").bind("id", id).execute() == 1;
    }

    /** Projects that may use a private flavor. */
    public List<ProjectId> access(String id) {
        return db.read(tx -> tx.query("SELECT project_id FROM flavor_access WHERE flavor_id = :id ORDER BY project_id")
                .bind("id", id)
                .mapTo(ProjectId.class)
                .list());
    }

    /** False if the project had access already. */
    public boolean open(Tx tx, String id, ProjectId project) {
        return tx.update("""
                        INSERT INTO flavor_access (flavor_id, project_id) VALUES (:id, :project)
                        ON CONFLICT DO NOTHING
                        """).bind("id", id).bind("project", project).execute() == 1;
    }

    /** False if the project had no access. */
    public boolean close(Tx tx, String id, ProjectId project) {
        return tx.update("DELETE FROM flavor_access WHERE flavor_id = :id AND project_id = :project")
                        .bind("id", id)
                        .bind("project", project)
                        .execute()
                == 1;
    }
}
