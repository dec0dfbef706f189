package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Implication;
import stratus.keystone.domain.Role;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Roles and what they imply. */
public final class Roles {
    private final Stores stores;
    private final Changes changes;

    public Roles(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<Role> find(String id) {
        return stores.db().read(tx -> stores.roles().find(tx, id));
    }

    public List<Role> list() {
        return stores.db().read(tx -> stores.roles().list(tx));
    }

    public List<Implication> implications() {
        return stores.db().read(tx -> stores.roles().implications(tx));
    }

    public void create(Caller caller, Role role) {
        changes.commit(caller, Operation.CREATED, Subject.of("role", role.id()), role, tx -> {
            claim(tx, role);
            stores.roles().insert(tx, role);
        });
    }

    public void update(Caller caller, Role before, Role after) {
        changes.commit(caller, Operation.UPDATED, Subject.of("role", after.id()), after, tx -> {
            if (!before.name().equals(after.name())) {
                claim(tx, after);
            }
            stores.roles().update(tx, after);
        });
    }

    public void delete(Caller caller, Role role) {
        if (immutable(role)) {
            throw new Fault.Forbidden(
                    "Unable to delete immutable role resource: `%s. Set resource option \"immutable\" to false first."
                            .formatted(role.id()),
                    null);
        }
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("role", role.id()),
                null,
                tx -> stores.roles().delete(tx, role.id()));
    }

    public void imply(Caller caller, Role prior, Role implied) {
        if (implied.name().equals("admin")) {
            throw new Fault.Forbidden("%s cannot be an implied roles.".formatted(implied.id()), null);
        }
        if (prior.domainId().isEmpty() && !implied.domainId().isEmpty()) {
            throw new Fault.Forbidden("Global role cannot imply a domain-specific role", null);
        }
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of("role", prior.id()),
                prior,
                tx -> stores.roles().imply(tx, new Implication(prior.id(), implied.id())));
    }

    public void removeImplication(Caller caller, Role prior, Role implied) {
        changes.commit(caller, Operation.UPDATED, Subject.of("role", prior.id()), prior, tx -> {
            if (!stores.roles().removeImplication(tx, new Implication(prior.id(), implied.id()))) {
                throw new Fault.NotFound("%s does not imply %s.".formatted(prior.id(), implied.id()));
            }
        });
    }

    private void claim(Tx tx, Role role) {
        changes.lock(tx, "role");
        boolean taken = stores.roles().named(tx, role.domainId(), role.name()).isPresent();
        changes.claim(tx, "role", role.domainId(), role.name(), taken);
    }

    private static boolean immutable(Role role) {
        return Boolean.TRUE.equals(role.options().get("immutable"));
    }
}
