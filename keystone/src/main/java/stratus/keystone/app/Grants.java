package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
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

    public Grants(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public void create(Caller caller, Grant grant) {
        changes.commit(
                caller,
                Operation.CREATED,
                subject(grant),
                grant,
                touched(grant),
                tx -> stores.grants().insert(tx, grant));
    }

    public void revoke(Caller caller, Grant grant) {
        changes.commit(caller, Operation.DELETED, subject(grant), null, touched(grant), tx -> {
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

    /** The roles of an actor on a target: those granted on it, or those inherited from it. */
    public List<Role> of(Grant.Actor kind, String actor, Grant.Target target, String id, boolean inherited) {
        return stores.db()
                .read(tx -> stores.grants().of(tx, kind, actor, target, id, inherited).stream()
                        .map(g -> stores.roles().find(tx, g.roleId()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Touched touched(Grant grant) {
        return grant.actorKind() == Grant.Actor.USER ? new Touched.OfUser(grant.actorId()) : new Touched.Everything();
    }

    private static Subject subject(Grant grant) {
        return new Subject(
                "grant",
                grant.actorId() + "/" + grant.roleId(),
                grant.targetKind() == Grant.Target.PROJECT ? grant.targetId() : null);
    }
}
