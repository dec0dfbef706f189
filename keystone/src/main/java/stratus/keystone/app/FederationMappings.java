package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.FederationMapping;
import stratus.oslo.base.Caller;
import stratus.oslo.db.ChangeLog.Operation;

/** Mappings of what identity providers say. */
public final class FederationMappings {
    private static final String KIND = "mapping";

    private final Stores stores;
    private final Changes changes;

    public FederationMappings(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<FederationMapping> find(String id) {
        return stores.db().read(tx -> stores.federationMappings().find(tx, id));
    }

    public List<FederationMapping> list() {
        return stores.db().read(tx -> stores.federationMappings().list(tx));
    }

    public void create(Caller caller, FederationMapping mapping) {
        changes.commit(caller, Operation.CREATED, Subject.of(KIND, mapping.id()), mapping, tx -> {
            changes.lock(tx, KIND);
            if (stores.federationMappings().find(tx, mapping.id()).isPresent()) {
                throw IdentityProviders.conflict(KIND, "Duplicate entry");
            }
            stores.federationMappings().insert(tx, mapping);
        });
    }

    public void update(Caller caller, FederationMapping mapping) {
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of(KIND, mapping.id()),
                mapping,
                tx -> stores.federationMappings().update(tx, mapping));
    }

    public void delete(Caller caller, FederationMapping mapping) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of(KIND, mapping.id()),
                null,
                tx -> stores.federationMappings().delete(tx, mapping.id()));
    }
}
