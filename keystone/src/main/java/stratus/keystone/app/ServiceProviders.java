package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.ServiceProvider;
import stratus.oslo.base.Caller;
import stratus.oslo.db.ChangeLog.Operation;

/** Service providers; a token tells of those that are enabled. */
public final class ServiceProviders {
    private static final String KIND = "service_provider";

    private final Stores stores;
    private final Changes changes;

    public ServiceProviders(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<ServiceProvider> find(String id) {
        return stores.db().read(tx -> stores.serviceProviders().find(tx, id));
    }

    public List<ServiceProvider> list() {
        return stores.db().read(tx -> stores.serviceProviders().list(tx));
    }

    public void create(Caller caller, ServiceProvider sp) {
        changes.commit(caller, Operation.CREATED, Subject.of(KIND, sp.id()), sp, tx -> {
            changes.lock(tx, KIND);
            if (stores.serviceProviders().find(tx, sp.id()).isPresent()) {
                throw IdentityProviders.conflict(KIND, "Duplicate entry found with ID " + sp.id());
            }
            stores.serviceProviders().insert(tx, sp);
        });
    }

    public void update(Caller caller, ServiceProvider sp) {
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of(KIND, sp.id()),
                sp,
                tx -> stores.serviceProviders().update(tx, sp));
    }

    public void delete(Caller caller, ServiceProvider sp) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of(KIND, sp.id()),
                null,
                tx -> stores.serviceProviders().delete(tx, sp.id()));
    }
}
