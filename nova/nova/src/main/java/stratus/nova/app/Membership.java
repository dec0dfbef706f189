package stratus.nova.app;

import java.util.UUID;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.Server;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerGroupStore;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** Makes new servers members of the group that they were asked to join. */
public record Membership(Db db, ServerGroupStore groups, QuotaStore quotas) {
    void join(Tx tx, Server server) {
        var hint = server.spec().where().hints().get("group");
        if (hint == null) {
            return;
        }
        var id = UUID.fromString(hint.getFirst());
        var group = groups.find(tx, id)
                .filter(g -> g.projectId().equals(server.projectId()))
                .orElseThrow(() -> new Fault.Invalid("Instance group %s could not be found.".formatted(id)));
        db.lock(tx, id.toString(), "members");
        long limit = quotas.limit(tx, group.projectId(), QuotaResource.SERVER_GROUP_MEMBERS);
        if (limit >= 0 && groups.count(tx, id) >= limit) {
            throw new Fault.OverQuota("Quota exceeded, too many servers in group");
        }
        groups.add(tx, id, server.id());
    }
}
