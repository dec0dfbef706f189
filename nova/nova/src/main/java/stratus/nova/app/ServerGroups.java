package stratus.nova.app;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.ServerGroup;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerGroupStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;

/** What may be done with server groups. */
public final class ServerGroups {
    private final Db db;
    private final ServerGroupStore store;
    private final QuotaStore quotas;
    private final ChangeLog log;

    public ServerGroups(Db db, ServerGroupStore store, QuotaStore quotas, ChangeLog log) {
        this.db = db;
        this.store = store;
        this.quotas = quotas;
        this.log = log;
    }

    public ServerGroup create(Caller caller, ServerGroup group) {
        return db.write(tx -> {
            db.lock(tx, group.projectId().value(), "server_groups");
            long limit = quotas.limit(tx, group.projectId(), QuotaResource.SERVER_GROUPS);
            if (limit >= 0 && store.count(tx, group.projectId()) >= limit) {
                throw new Fault.OverQuota("Quota exceeded, too many server groups.");
            }
            store.insert(tx, group);
            log.append(
                    tx,
                    caller,
                    Operation.CREATED,
                    "server_group",
                    group.id().toString(),
                    group.projectId().value(),
                    group);
            return group;
        });
    }

    public ServerGroup get(String id) {
        try {
            return store.find(UUID.fromString(id)).orElseThrow(() -> missing(id));
        } catch (IllegalArgumentException e) {
            throw missing(id);
        }
    }

    private static Fault missing(String id) {
        return new Fault.NotFound("Instance group %s could not be found.".formatted(id));
    }

    public List<ServerGroup> list(@Nullable ProjectId project, int limit, int offset) {
        return store.list(project, limit, offset);
    }

    public List<ServerId> members(ServerGroup group) {
        return store.members(group.id());
    }

    public void delete(Caller caller, ServerGroup group) {
        db.run(tx -> {
            store.delete(tx, group.id());
            log.append(
                    tx,
                    caller,
                    Operation.DELETED,
                    "server_group",
                    group.id().toString(),
                    group.projectId().value(),
                    null);
        });
    }
}
