package stratus.nova.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.QuotaResource;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.UsageStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;

/** Limits of projects, and how much of them is used. */
public final class Quotas {
    private final Db db;
    private final QuotaStore store;
    private final UsageStore usage;
    private final ChangeLog log;

    public Quotas(Db db, QuotaStore store, UsageStore usage, ChangeLog log) {
        this.db = db;
        this.store = store;
        this.usage = usage;
        this.log = log;
    }

    public Map<QuotaResource, Long> limits(ProjectId project, @Nullable UserId user) {
        return user == null ? store.limits(project) : store.limits(project, user);
    }

    public Map<QuotaResource, Long> used(ProjectId project, @Nullable UserId user) {
        return usage.of(project, user);
    }

    /** The limits of everybody for whom none are set. */
    public Map<QuotaResource, Long> defaults() {
        return store.classLimits(QuotaStore.DEFAULT_CLASS);
    }

    public Map<QuotaResource, Long> ofClass(String name) {
        return store.classLimits(name);
    }

    /** Refuses limits below what is used, unless forced. */
    public void update(
            Caller caller, ProjectId project, @Nullable UserId user, Map<QuotaResource, Long> wanted, boolean force) {
        if (!force) {
            var used = usage.of(project, user);
            wanted.forEach((resource, limit) -> enough(resource, limit, used.getOrDefault(resource, 0L)));
        }
        var ceiling = user == null ? null : store.limits(project);
        wanted.forEach((resource, limit) -> within(resource, limit, ceiling));
        db.run(tx -> {
            wanted.forEach((resource, limit) -> store.set(tx, project, user, resource, limit));
            log.append(tx, caller, Operation.UPDATED, "quota_set", project.value(), project.value(), null);
        });
    }

    private static void enough(QuotaResource resource, long limit, long used) {
        if (limit >= 0 && used > limit) {
            throw new Fault.Invalid(
                    "Quota limit %d for %s must be greater than or equal to already used and reserved %d."
                            .formatted(limit, resource.wire(), used));
        }
    }

    private static void within(QuotaResource resource, long limit, @Nullable Map<QuotaResource, Long> ceiling) {
        long most = ceiling == null ? -1 : ceiling.getOrDefault(resource, -1L);
        if (most >= 0 && (limit < 0 || limit > most)) {
            throw new Fault.Invalid(
                    "Quota limit %d for %s must be less than or equal to %d.".formatted(limit, resource.wire(), most));
        }
    }

    public void updateClass(Caller caller, String name, Map<QuotaResource, Long> wanted) {
        db.run(tx -> {
            wanted.forEach((resource, limit) -> store.setClass(tx, name, resource, limit));
            log.append(tx, caller, Operation.UPDATED, "quota_class_set", name, null, null);
        });
    }

    public void reset(Caller caller, ProjectId project, @Nullable UserId user) {
        db.run(tx -> {
            store.reset(tx, project, user);
            log.append(tx, caller, Operation.DELETED, "quota_set", project.value(), project.value(), null);
        });
    }
}
