package stratus.nova.store;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.QuotaResource;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over the limits of projects, of users in them, and of everybody: the class {@code default}. */
public final class QuotaStore {
    public static final String DEFAULT_CLASS = "default";

    private final Db db;

    public QuotaStore(Db db) {
        this.db = db.rows(Row.class);
    }

    public record Row(String resource, long hardLimit) {}

    /** The project's limit; -1 is without limit. */
    public long limit(Tx tx, ProjectId project, QuotaResource resource) {
        return limits(tx, project).getOrDefault(resource, resource.byDefault());
    }

    /** Every limit of a project. */
    public Map<QuotaResource, Long> limits(ProjectId project) {
        return db.read(tx -> limits(tx, project));
    }

    public Map<QuotaResource, Long> limits(Tx tx, ProjectId project) {
        var limits = classLimits(tx, DEFAULT_CLASS);
        limits.putAll(set(tx, project, null));
        return limits;
    }

    /** Every limit of a user in a project. */
    public Map<QuotaResource, Long> limits(ProjectId project, UserId user) {
        return db.read(tx -> {
            var limits = limits(tx, project);
            limits.putAll(set(tx, project, user));
            return limits;
        });
    }

    /** What was set for the project, or for the user in it, and for nothing else. */
    private static Map<QuotaResource, Long> set(Tx tx, ProjectId project, @Nullable UserId user) {
        return read(tx.query("""
                        SELECT resource, hard_limit FROM quota_limit
                        WHERE project_id = :project AND user_id = :user
                        """).bind("project", project).bind("user", user == null ? "" : user.value()));
    }

    /** The limits of a class, upstream's defaults where it sets none. */
    public Map<QuotaResource, Long> classLimits(String name) {
        return db.read(tx -> classLimits(tx, name));
    }

    private static Map<QuotaResource, Long> classLimits(Tx tx, String name) {
        var limits = new EnumMap<QuotaResource, Long>(QuotaResource.class);
        for (var resource : QuotaResource.values()) {
            limits.put(resource, resource.byDefault());
        }
        limits.putAll(read(tx.query("SELECT resource, hard_limit FROM quota_class_limit WHERE class_name = :name")
                .bind("name", name)));
        return limits;
    }

    private static Map<QuotaResource, Long> read(org.jdbi.v3.core.statement.Query query) {
        var limits = new EnumMap<QuotaResource, Long>(QuotaResource.class);
        for (var row : query.mapTo(Row.class).list()) {
            QuotaResource.of(row.resource()).ifPresent(r -> limits.put(r, row.hardLimit()));
        }
        return limits;
    }

    public void set(Tx tx, ProjectId project, @Nullable UserId user, QuotaResource resource, long limit) {
        tx.update("""
                        INSERT INTO quota_limit (project_id, user_id, resource, hard_limit)
                        VALUES (:project, :user, :resource, :limit)
                        ON CONFLICT (project_id, user_id, resource) DO UPDATE SET hard_limit = excluded.hard_limit
                        """)
                .bind("project", project)
                .bind("user", user == null ? "" : user.value())
                .bind("resource", resource.wire())
                .bind("limit", limit)
                .execute();
    }

    public void setClass(Tx tx, String name, QuotaResource resource, long limit) {
        tx.update("""
                        INSERT INTO quota_class_limit (class_name, resource, hard_limit)
                        VALUES (:name, :resource, :limit)
                        ON CONFLICT (class_name, resource) DO UPDATE SET hard_limit = excluded.hard_limit
                        """)
                .bind("name", name)
                .bind("resource", resource.wire())
                .bind("limit", limit)
                .execute();
    }

    /** Back to the defaults: of the user in the project, or of the project and all users in it. */
    public void reset(Tx tx, ProjectId project, @Nullable UserId user) {
        tx.update("""
                        DELETE FROM quota_limit WHERE project_id = :project AND (:user = '' OR user_id = :user)
                        """)
                .bind("project", project)
                .bind("user", user == null ? "" : user.value())
                .execute();
    }
}
