package stratus.nova.store;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.QuotaResource;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.Db;

/** SQL that counts what a project has: nothing is kept beside the resources themselves. */
public final class UsageStore {
    private final Db db;

    public UsageStore(Db db) {
        this.db = db.rows(Used.class);
    }

    public record Used(long instances, long cores, long ram, long serverGroups) {}

    /** In all, or only what one of its users has. */
    public Map<QuotaResource, Long> of(ProjectId project, @Nullable UserId user) {
        var used = db.read(tx -> tx.query("""
                        SELECT COUNT(*) AS instances, COALESCE(SUM(vcpus), 0) AS cores,
                            COALESCE(SUM(memory_mib), 0) AS ram,
                            (SELECT COUNT(*) FROM server_group
                                WHERE project_id = :project AND (:user = '' OR user_id = :user)) AS server_groups
                        FROM server
                        WHERE project_id = :project AND deleted_at IS NULL AND (:user = '' OR user_id = :user)
                        """)
                .bind("project", project)
                .bind("user", user == null ? "" : user.value())
                .mapTo(Used.class)
                .one());
        var all = new EnumMap<QuotaResource, Long>(QuotaResource.class);
        for (var resource : QuotaResource.values()) {
            all.put(resource, 0L);
        }
        all.put(QuotaResource.INSTANCES, used.instances());
        all.put(QuotaResource.CORES, used.cores());
        all.put(QuotaResource.RAM, used.ram());
        all.put(QuotaResource.SERVER_GROUPS, used.serverGroups());
        return all;
    }
}
