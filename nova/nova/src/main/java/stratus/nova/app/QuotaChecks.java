package stratus.nova.app;

import java.util.Map;
import stratus.nova.domain.QuotaResource;
import stratus.nova.rpc.ServerFlavor;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServerStore.Used;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** How many more servers of a flavor a project's quota has room for. */
public record QuotaChecks(Db db, ServerStore servers, QuotaStore quotas) {
    /** At most {@code max}; refuses less than {@code min}. Of rivals for the last room one is refused. */
    int take(Tx tx, ProjectId project, ServerFlavor flavor, int min, int max) {
        db.lock(tx, project.text(), "servers");
        var used = servers.used(tx, project.text());
        var limits = quotas.limits(tx, project);
        long most = Math.min(max, room(limits, QuotaResource.INSTANCES, used.instances(), 1));
        most = Math.min(most, room(limits, QuotaResource.CORES, used.cores(), flavor.vcpus()));
        most = Math.min(most, room(limits, QuotaResource.RAM, used.ram(), flavor.memoryMib()));
        if (most < min) {
            throw over(limits, used, flavor, min);
        }
        return (int) most;
    }

    /** Refuses more metadata than a server of the project may have. */
    void metadata(ProjectId project, Map<String, String> metadata) {
        metadata(project, metadata, "Maximum number of metadata items exceeds %d");
    }

    /** Refuses more metadata than an image of a server of the project may have. */
    void imageMetadata(ProjectId project, Map<String, String> metadata) {
        metadata(project, metadata, "Image metadata limit exceeded");
    }

    private void metadata(ProjectId project, Map<String, String> metadata, String refusal) {
        long limit = db.read(tx -> quotas.limit(tx, project, QuotaResource.METADATA_ITEMS));
        if (limit >= 0 && metadata.size() > limit) {
            throw new Fault.OverQuota(refusal.formatted(limit));
        }
    }

    /** Refuses a larger server where its project's quota has no room for the difference. */
    void grow(Tx tx, ProjectId project, ServerFlavor before, ServerFlavor after) {
        db.lock(tx, project.text(), "servers");
        var used = servers.used(tx, project.text());
        var limits = quotas.limits(tx, project);
        fits(limits, QuotaResource.CORES, used.cores(), after.vcpus() - before.vcpus());
        fits(limits, QuotaResource.RAM, used.ram(), after.memoryMib() - before.memoryMib());
    }

    private static void fits(Map<QuotaResource, Long> limits, QuotaResource what, long used, long more) {
        if (more > 0 && room(limits, what, used, more) < 1) {
            throw new Fault.OverQuota(what.wire(), more, used, limit(limits, what));
        }
    }

    private static long room(Map<QuotaResource, Long> limits, QuotaResource what, long used, long each) {
        long limit = limit(limits, what);
        return limit < 0 || each == 0 ? Long.MAX_VALUE : Math.max(0, (limit - used) / each);
    }

    private static long limit(Map<QuotaResource, Long> limits, QuotaResource what) {
        return limits.getOrDefault(what, what.byDefault());
    }

    private static Fault over(Map<QuotaResource, Long> limits, Used used, ServerFlavor flavor, int count) {
        if (room(limits, QuotaResource.INSTANCES, used.instances(), 1) < count) {
            return new Fault.OverQuota("instances", count, used.instances(), limit(limits, QuotaResource.INSTANCES));
        }
        if (room(limits, QuotaResource.CORES, used.cores(), flavor.vcpus()) < count) {
            long asked = (long) count * flavor.vcpus();
            return new Fault.OverQuota("cores", asked, used.cores(), limit(limits, QuotaResource.CORES));
        }
        long asked = (long) count * flavor.memoryMib();
        return new Fault.OverQuota("ram", asked, used.ram(), limit(limits, QuotaResource.RAM));
    }
}
