package stratus.placement.app;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Inventory;
import stratus.placement.domain.Kind;
import stratus.placement.domain.Provider;
import stratus.placement.domain.Usage;
import stratus.placement.store.AllocationStore;
import stratus.placement.store.InventoryStore;

/** What a provider has. Every change is made against a generation, and moves it on. */
public final class Inventories {
    private final Db db;
    private final Providers providers;
    private final InventoryStore store;
    private final AllocationStore allocations;
    private final Vocabulary vocabulary;
    private final ChangeLog log;

    public Inventories(
            Db db,
            Providers providers,
            InventoryStore store,
            AllocationStore allocations,
            Vocabulary vocabulary,
            ChangeLog log) {
        this.db = db;
        this.providers = providers;
        this.store = store;
        this.allocations = allocations;
        this.vocabulary = vocabulary;
        this.log = log;
    }

    /** What a provider has after a change, and the generation it is at. */
    public record Stock(Provider provider, List<Inventory> inventories) {}

    public Stock list(String provider) {
        return new Stock(providers.get(provider), store.list(provider));
    }

    /** Exactly these from now on. */
    public Stock replace(Caller caller, String provider, @Nullable Long generation, List<Inventory> wanted) {
        return db.write(tx -> {
            var advanced = providers.advance(tx, provider, generation);
            wanted.forEach(i -> vocabulary.require(tx, Kind.RESOURCE_CLASS, Set.of(i.resourceClass())));
            var gone = store.list(tx, provider).stream()
                    .map(Inventory::resourceClass)
                    .collect(Collectors.toSet());
            wanted.forEach(i -> gone.remove(i.resourceClass()));
            remove(tx, provider, gone);
            wanted.forEach(i -> store.put(tx, provider, i));
            return recorded(tx, caller, advanced);
        });
    }

    /** Adds one class; a conflict where the provider has it. */
    public Stock add(Caller caller, String provider, @Nullable Long generation, Inventory wanted) {
        return db.write(tx -> {
            if (store.find(tx, provider, wanted.resourceClass()).isPresent()) {
                throw new Fault.Conflict("Update conflict: Inventory for '%s' on resource provider '%s' already exists."
                        .formatted(wanted.resourceClass(), provider));
            }
            var advanced = providers.advance(tx, provider, generation);
            vocabulary.require(tx, Kind.RESOURCE_CLASS, Set.of(wanted.resourceClass()));
            store.put(tx, provider, wanted);
            return recorded(tx, caller, advanced);
        });
    }

    /** Changes one class that the provider has. */
    public Stock update(Caller caller, String provider, @Nullable Long generation, Inventory wanted) {
        return db.write(tx -> {
            var advanced = providers.advance(tx, provider, generation);
            if (store.find(tx, provider, wanted.resourceClass()).isEmpty()) {
                throw new Fault.Invalid(
                        "No inventory record with resource class %s exists".formatted(wanted.resourceClass()));
            }
            store.put(tx, provider, wanted);
            return recorded(tx, caller, advanced);
        });
    }

    public void delete(Caller caller, String provider, String resourceClass) {
        db.run(tx -> {
            var advanced = providers.advance(tx, provider, null);
            if (store.find(tx, provider, resourceClass).isEmpty()) {
                throw new Fault.NotFound("No inventory of class %s found for delete".formatted(resourceClass));
            }
            remove(tx, provider, Set.of(resourceClass));
            recorded(tx, caller, advanced);
        });
    }

    public void deleteAll(Caller caller, String provider) {
        db.run(tx -> {
            var advanced = providers.advance(tx, provider, null);
            var all = store.list(tx, provider).stream()
                    .map(Inventory::resourceClass)
                    .toList();
            remove(tx, provider, new LinkedHashSet<>(all));
            recorded(tx, caller, advanced);
        });
    }

    private void remove(Tx tx, String provider, Set<String> classes) {
        var inUse = allocations.usages(tx, provider).stream()
                .map(Usage::resourceClass)
                .filter(classes::contains)
                .sorted()
                .toList();
        if (!inUse.isEmpty()) {
            throw Fault.coded(
                    "placement.inventory.inuse",
                    new Fault.Conflict("Inventory for '%s' on resource provider '%s' in use."
                            .formatted(String.join(", ", inUse), provider)));
        }
        store.delete(tx, provider, classes);
    }

    private Stock recorded(Tx tx, Caller caller, Provider provider) {
        var stock = new Stock(provider, store.list(tx, provider.uuid()));
        log.append(tx, caller, Operation.UPDATED, "inventory", provider.uuid(), null, stock);
        return stock;
    }
}
