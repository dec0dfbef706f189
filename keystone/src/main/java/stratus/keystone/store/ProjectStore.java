package stratus.keystone.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.Project;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code project}: projects and domains. */
public final class ProjectStore {
    private static final String COLUMNS =
            "id, name, domain_id, parent_id, is_domain, enabled, description, tags, options, extra";

    public ProjectStore(Db db) {
        db.rows(Project.class).json(new GenericType<Map<String, Object>>() {}, new GenericType<List<String>>() {});
    }

    public void insert(Tx tx, Project project) {
        tx.update("""
                INSERT INTO project
                    (id, name, domain_id, parent_id, is_domain, enabled, description, tags, options, extra)
                VALUES (:id, :name, :domainId, :parentId, :isDomain, :enabled, :description, :tags, :options, :extra)
                """).bindMethods(project).execute();
    }

    public void update(Tx tx, Project project) {
        tx.update("""
                UPDATE project SET name = :name, enabled = :enabled, description = :description, tags = :tags,
                    options = :options, extra = :extra
                WHERE id = :id
                """).bindMethods(project).execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM project WHERE id = :id").bind("id", id).execute();
    }

    public Optional<Project> find(Tx tx, String id) {
        return tx.query("SELECT %s FROM project WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Project.class)
                .findOne();
    }

    /** {@code domainId} is {@link Project#NO_DOMAIN} for domains. */
    public Optional<Project> named(Tx tx, String domainId, String name) {
        return tx.query("SELECT %s FROM project WHERE domain_id = :domain AND name = :name".formatted(COLUMNS))
                .bind("domain", domainId)
                .bind("name", name)
                .mapTo(Project.class)
                .findOne();
    }

    public List<Project> list(Tx tx, boolean domains) {
        return tx.query("SELECT %s FROM project WHERE is_domain = :domains ORDER BY name, id".formatted(COLUMNS))
                .bind("domains", domains)
                .mapTo(Project.class)
                .list();
    }

    public List<Project> children(Tx tx, String id) {
        return tx.query("SELECT %s FROM project WHERE parent_id = :id ORDER BY name, id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Project.class)
                .list();
    }

    /** All below a project, each after its parent. */
    public List<Project> subtree(Tx tx, String id) {
        return tx.query("""
                        WITH RECURSIVE below (id, depth) AS (
                            SELECT id, 1 FROM project WHERE parent_id = :id
                            UNION ALL SELECT p.id, depth + 1 FROM project p JOIN below b ON p.parent_id = b.id)
                        SELECT p.id, name, domain_id, parent_id, is_domain, enabled, description, tags, options, extra
                        FROM below b JOIN project p ON p.id = b.id ORDER BY depth, name, p.id
                        """).bind("id", id).mapTo(Project.class).list();
    }

    /** The ids of all above a project, its domain the last. */
    public Set<String> above(Tx tx, String id) {
        return new LinkedHashSet<>(
                tx.query("""
                        WITH RECURSIVE above (id, depth) AS (
                            SELECT parent_id, 1 FROM project WHERE id = :id AND parent_id IS NOT NULL
                            UNION ALL SELECT p.parent_id, depth + 1 FROM project p JOIN above a ON p.id = a.id
                            WHERE p.parent_id IS NOT NULL)
                        SELECT id FROM above ORDER BY depth
                        """).bind("id", id).mapTo(String.class).list());
    }

    public List<Project> ofDomain(Tx tx, String domainId) {
        return tx.query("SELECT %s FROM project WHERE domain_id = :id ORDER BY name, id".formatted(COLUMNS))
                .bind("id", domainId)
                .mapTo(Project.class)
                .list();
    }
}
