package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.User;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Groups and their members. */
public final class Groups {
    private final Stores stores;
    private final Changes changes;

    public Groups(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<Group> find(String id) {
        return stores.db().read(tx -> stores.groups().find(tx, id));
    }

    public List<Group> list(@Nullable String domainId) {
        return stores.db().read(tx -> stores.groups().list(tx, domainId));
    }

    public List<Group> ofUser(User user) {
        return stores.db().read(tx -> stores.groups().ofUser(tx, user.id()));
    }

    public List<User> members(Group group) {
        return stores.db().read(tx -> stores.groups().members(tx, group.id()));
    }

    public boolean isMember(User user, Group group) {
        return stores.db().read(tx -> stores.groups().isMember(tx, user.id(), group.id()));
    }

    public void create(Caller caller, Group group) {
        changes.commit(caller, Operation.CREATED, Subject.of("group", group.id()), group, tx -> {
            if (stores.projects()
                    .find(tx, group.domainId())
                    .filter(d -> d.isDomain())
                    .isEmpty()) {
                throw new Fault.NotFound("Could not find domain: %s.".formatted(group.domainId()));
            }
            claim(tx, group);
            stores.groups().insert(tx, group);
        });
    }

    public void update(Caller caller, Group before, Group after) {
        changes.commit(caller, Operation.UPDATED, Subject.of("group", after.id()), after, tx -> {
            if (!before.name().equals(after.name())) {
                claim(tx, after);
            }
            stores.groups().update(tx, after);
        });
    }

    public void delete(Caller caller, Group group) {
        changes.commit(caller, Operation.DELETED, Subject.of("group", group.id()), null, tx -> {
            stores.grants().deleteActor(tx, Grant.Actor.GROUP, group.id());
            stores.groups().delete(tx, group.id());
        });
    }

    public void add(Caller caller, User user, Group group) {
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of("group", group.id()),
                group,
                tx -> stores.groups().add(tx, user.id(), group.id()));
    }

    public void remove(Caller caller, User user, Group group) {
        changes.commit(caller, Operation.UPDATED, Subject.of("group", group.id()), group, tx -> {
            if (!stores.groups().remove(tx, user.id(), group.id())) {
                throw new Fault.NotFound("User '%s' not found in group '%s'.".formatted(user.id(), group.id()));
            }
        });
    }

    private void claim(Tx tx, Group group) {
        changes.lock(tx, "group");
        boolean taken =
                stores.groups().named(tx, group.domainId(), group.name()).isPresent();
        changes.claim(tx, "group", group.domainId(), group.name(), taken);
    }
}
