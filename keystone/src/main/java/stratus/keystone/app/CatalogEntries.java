package stratus.keystone.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Region;
import stratus.keystone.domain.Service;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Regions, services and endpoints as operators keep them. */
public final class CatalogEntries {
    private final Stores stores;
    private final Changes changes;

    public CatalogEntries(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<Region> region(String id) {
        return stores.db().read(tx -> stores.catalog().region(tx, id));
    }

    public List<Region> regions() {
        return stores.db().read(tx -> stores.catalog().regions(tx));
    }

    public Optional<Service> service(String id) {
        return stores.db().read(tx -> stores.catalog().service(tx, id));
    }

    public List<Service> services() {
        return stores.db().read(tx -> stores.catalog().services(tx));
    }

    public Optional<Endpoint> endpoint(String id) {
        return stores.db().read(tx -> stores.catalog().endpoint(tx, id));
    }

    public List<Endpoint> endpoints() {
        return stores.db().read(tx -> stores.catalog().endpoints(tx));
    }

    public void save(Caller caller, Operation operation, Region region) {
        var parent = region.parentRegionId();
        changes.commit(caller, operation, Subject.of("region", region.id()), region, tx -> {
            boolean there = stores.catalog().region(tx, region.id()).isPresent();
            if (operation == Operation.CREATED && there) {
                throw new Fault.Conflict(
                        "Conflict occurred attempting to store region - Duplicate ID, %s.".formatted(region.id()));
            }
            if (parent != null) {
                require(stores.catalog().region(tx, parent).isPresent(), "region", parent);
                refuseCircle(tx, region.id(), parent);
            }
            store(
                    operation,
                    region,
                    r -> stores.catalog().insert(tx, r),
                    r -> stores.catalog().update(tx, r));
        });
    }

    private void refuseCircle(Tx tx, String id, String parent) {
        for (String at = parent; at != null; ) {
            if (at.equals(id)) {
                throw new Fault.Invalid(
                        "The specified parent region %s would create a circular region hierarchy.".formatted(parent));
            }
            at = stores.catalog().region(tx, at).map(Region::parentRegionId).orElse(null);
        }
    }

    public void save(Caller caller, Operation operation, Service service) {
        changes.commit(
                caller,
                operation,
                Subject.of("service", service.id()),
                service,
                tx -> store(
                        operation,
                        service,
                        s -> stores.catalog().insert(tx, s),
                        s -> stores.catalog().update(tx, s)));
    }

    public void save(Caller caller, Operation operation, Endpoint endpoint) {
        changes.commit(caller, operation, Subject.of("endpoint", endpoint.id()), endpoint, tx -> {
            require(stores.catalog().service(tx, endpoint.serviceId()).isPresent(), "service", endpoint.serviceId());
            var region = endpoint.regionId();
            if (region != null) {
                require(stores.catalog().region(tx, region).isPresent(), "region", region);
            }
            store(
                    operation,
                    endpoint,
                    e -> stores.catalog().insert(tx, e),
                    e -> stores.catalog().update(tx, e));
        });
    }

    /** A region for who only names one. */
    public void provide(Caller caller, String regionId) {
        if (region(regionId).isEmpty()) {
            save(caller, Operation.CREATED, new Region(regionId, "", null, Map.of()));
        }
    }

    public void deleteRegion(Caller caller, Region region) {
        changes.commit(caller, Operation.DELETED, Subject.of("region", region.id()), null, tx -> {
            boolean used = stores.catalog().regions(tx).stream()
                            .map(Region::parentRegionId)
                            .anyMatch(region.id()::equals)
                    || stores.catalog().endpoints(tx).stream()
                            .map(Endpoint::regionId)
                            .anyMatch(region.id()::equals);
            if (used) {
                throw new Fault.Forbidden(
                        "Unable to delete region %s because it or its child regions have associated endpoints."
                                .formatted(region.id()),
                        null);
            }
            stores.catalog().deleteRegion(tx, region.id());
        });
    }

    public void deleteService(Caller caller, Service service) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("service", service.id()),
                null,
                tx -> stores.catalog().deleteService(tx, service.id()));
    }

    public void deleteEndpoint(Caller caller, Endpoint endpoint) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("endpoint", endpoint.id()),
                null,
                tx -> stores.catalog().deleteEndpoint(tx, endpoint.id()));
    }

    private static <T> void store(Operation operation, T what, Consumer<T> insert, Consumer<T> update) {
        (operation == Operation.CREATED ? insert : update).accept(what);
    }

    private static void require(boolean there, String kind, String id) {
        if (!there) {
            throw new Fault.Invalid("Could not find %s: %s.".formatted(kind, id));
        }
    }
}
