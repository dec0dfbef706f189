package stratus.cinder.app;

import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.GroupType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Kinds of groups of volumes. */
public final class GroupTypes {
    private static final String KIND = "group_type";

    private final Stores stores;

    public GroupTypes(Stores stores) {
        this.stores = stores;
    }

    public GroupType create(
            Caller caller, String name, @Nullable String description, boolean open, Map<String, String> specs) {
        var type = new GroupType(UUID.randomUUID().toString(), name, description, open, specs, stores.now(), null);
        stores.db().run(tx -> {
            refuseTaken(tx, type);
            stores.groupTypes().insert(tx, type);
            stores.changes().append(tx, caller, Operation.CREATED, KIND, type.id(), null, type);
        });
        return type;
    }

    private void refuseTaken(Tx tx, GroupType type) {
        stores.db().lock(tx, "", KIND);
        stores.groupTypes()
                .find(tx, type.name())
                .filter(t -> !t.id().equals(type.id()))
                .ifPresent(_ -> {
                    throw new Fault.Conflict("Group Type %s already exists.".formatted(type.name()));
                });
    }

    public GroupType get(String id) {
        return stores.db().read(tx -> find(tx, id));
    }

    /** By its id or its name. */
    GroupType find(Tx tx, String id) {
        return stores.groupTypes()
                .find(tx, id)
                .orElseThrow(() -> new Fault.NotFound("Group type %s could not be found.".formatted(id)));
    }

    public Page<GroupType> list(@Nullable Boolean open, Page.Request page) {
        return stores.groupTypes().list(open, page);
    }

    /** What is null stays as it is. */
    public GroupType update(
            Caller caller, String id, @Nullable String name, @Nullable String description, @Nullable Boolean open) {
        return change(caller, id, t -> t.with(name, description, open, stores.now()));
    }

    public GroupType specify(Caller caller, String id, UnaryOperator<Map<String, String>> change) {
        return change(caller, id, t -> t.with(change.apply(t.groupSpecs()), stores.now()));
    }

    private GroupType change(Caller caller, String id, UnaryOperator<GroupType> change) {
        return stores.db().write(tx -> {
            var after = change.apply(find(tx, id));
            refuseTaken(tx, after);
            stores.groupTypes().update(tx, after);
            stores.changes().append(tx, caller, Operation.UPDATED, KIND, after.id(), null, after);
            return after;
        });
    }

    public void delete(Caller caller, String id) {
        stores.db().run(tx -> {
            stores.db().lock(tx, "", KIND);
            var type = find(tx, id);
            if (used(tx, type)) {
                throw new Fault.Invalid("Target group type is still in use.");
            }
            stores.groupTypes().delete(tx, type.id());
            stores.changes().append(tx, caller, Operation.DELETED, KIND, type.id(), null, null);
        });
    }

    private boolean used(Tx tx, GroupType type) {
        return stores.groups().usesType(tx, type.id());
    }
}
