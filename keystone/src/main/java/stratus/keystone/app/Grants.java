package stratus.keystone.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.User;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Who has which role where. */
public final class Grants {
    private final Stores stores;
    private final Changes changes;
    private final Access access;

    public Grants(Changes changes, Access access) {
        this.stores = changes.stores();
        this.changes = changes;
        this.access = access;
    }

    /** A grant as it takes effect: {@code group} is the one through which the user has it. */
    public record Assignment(Grant grant, @Nullable String group) {}

    public void create(Caller caller, Grant grant) {
        changes.commit(
                caller,
                Operation.CREATED,
                subject(grant),
                grant,
                tx -> stores.grants().insert(tx, grant));
    }

    public void revoke(Caller caller, Grant grant) {
        changes.commit(caller, Operation.DELETED, subject(grant), null, tx -> {
            if (!stores.grants().delete(tx, grant)) {
                throw new Fault.NotFound(
                        "Could not find role assignment with role: %s, user or group: %s, project, domain, or system: %s."
                                .formatted(grant.roleId(), grant.actorId(), grant.targetId()));
            }
            forgetApplications(tx, grant);
        });
    }

    /** Application credentials go with any role that their user loses on their project. */
    private void forgetApplications(Tx tx, Grant grant) {
        if (grant.targetKind() != Grant.Target.PROJECT) {
            return;
        }
        var losers = grant.actorKind() == Grant.Actor.USER
                ? List.of(grant.actorId())
                : stores.groups().members(tx, grant.actorId()).stream()
                        .map(User::id)
                        .toList();
        losers.stream()
                .flatMap(user -> stores.applications().ofUser(tx, user).stream())
                .filter(credential -> credential.projectId().equals(grant.targetId()))
                .forEach(credential -> stores.applications().delete(tx, credential.id()));
    }

    public boolean exists(Grant grant) {
        return stores.db().read(tx -> stores.grants().exists(tx, grant));
    }

    public List<Role> of(Grant.Actor kind, String actor, Grant.Target target, String id) {
        return stores.db()
                .read(tx -> stores.grants().of(tx, kind, actor, target, id).stream()
                        .map(g -> stores.roles().find(tx, g.roleId()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** As granted; or, if {@code effective}, with groups taken apart and implied roles added. */
    public List<Assignment> list(boolean effective) {
        return stores.db().read(tx -> {
            var granted = stores.grants().list(tx);
            if (!effective) {
                return granted.stream().map(g -> new Assignment(g, null)).toList();
            }
            var all = new ArrayList<Assignment>();
            granted.forEach(g -> all.addAll(effective(tx, g)));
            return all.stream().distinct().toList();
        });
    }

    private List<Assignment> effective(Tx tx, Grant grant) {
        var roles = access.expand(tx, Set.of(grant.roleId()));
        if (grant.actorKind() == Grant.Actor.USER) {
            return roles.stream()
                    .map(role -> new Assignment(with(grant, grant.actorId(), role), null))
                    .toList();
        }
        return stores.groups().members(tx, grant.actorId()).stream()
                .map(User::id)
                .flatMap(user -> roles.stream().map(role -> new Assignment(with(grant, user, role), grant.actorId())))
                .toList();
    }

    private static Grant with(Grant grant, String user, String role) {
        return new Grant(Grant.Actor.USER, user, grant.targetKind(), grant.targetId(), role);
    }

    private static Subject subject(Grant grant) {
        return new Subject(
                "grant",
                grant.actorId() + "/" + grant.roleId(),
                grant.targetKind() == Grant.Target.PROJECT ? grant.targetId() : null);
    }
}
