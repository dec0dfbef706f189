package stratus.cinder.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code quota} and {@code quota_class}. */
public final class QuotaStore {
    public QuotaStore(Db db) {
        db.rows(Limit.class);
    }

    /** At most {@code hardLimit} of {@code resource}; -1 is no limit. */
    public record Limit(String resource, long hardLimit) {}

    /** What a project has of its own. */
    public Map<String, Long> of(Tx tx, String project) {
        return map(tx.query("SELECT resource, hard_limit FROM quota WHERE project_id = :owner")
                .bind("owner", project)
                .mapTo(Limit.class)
                .list());
    }

    public Map<String, Long> ofClass(Tx tx, String name) {
        return map(tx.query("SELECT resource, hard_limit FROM quota_class WHERE class_name = :owner")
                .bind("owner", name)
                .mapTo(Limit.class)
                .list());
    }

    public void set(Tx tx, String project, String resource, long limit) {
        tx.update("""
                INSERT INTO quota (project_id, resource, hard_limit) VALUES (:project, :resource, :limit)
                ON CONFLICT (project_id, resource) DO UPDATE SET hard_limit = excluded.hard_limit
                """)
                .bind("project", project)
                .bind("resource", resource)
                .bind("limit", limit)
                .execute();
    }

    public void setClass(Tx tx, String name, String resource, long limit) {
        tx.update("""
                INSERT INTO quota_class (class_name, resource, hard_limit) VALUES (:name, :resource, :limit)
                ON CONFLICT (class_name, resource) DO UPDATE SET hard_limit = excluded.hard_limit
                """)
                .bind("name", name)
                .bind("resource", resource)
                .bind("limit", limit)
                .execute();
    }

    public void delete(Tx tx, String project) {
        tx.update("DELETE FROM quota WHERE project_id = :project")
                .bind("project", project)
                .execute();
    }

    private static Map<String, Long> map(List<Limit> limits) {
        return limits.stream().collect(Collectors.toMap(Limit::resource, Limit::hardLimit));
    }
}
