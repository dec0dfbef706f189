package stratus.placement.app;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Allocation;
import stratus.placement.domain.Claim;
import stratus.placement.domain.Consumer;
import stratus.placement.domain.Held;
import stratus.placement.domain.Usage;
import stratus.placement.store.AllocationStore;
import stratus.placement.store.InventoryStore;
import stratus.placement.store.ProviderStore;

/** Who uses what. No provider is ever filled over its capacity, whoever races for it. */
public final class Allocations {
    private static final String KIND = "allocation";

    private final Db db;
    private final AllocationStore store;
    private final ProviderStore providers;
    private final InventoryStore inventories;
    private final ChangeLog log;
    private final InstantSource clock;

    public Allocations(
            Db db,
            AllocationStore store,
            ProviderStore providers,
            InventoryStore inventories,
            ChangeLog log,
            InstantSource clock) {
        this.db = db;
        this.store = store;
        this.providers = providers;
        this.inventories = inventories;
        this.log = log;
        this.clock = clock;
    }

    /** A consumer and what it has; without allocations there is no consumer. */
    public record Holding(Optional<Consumer> consumer, List<Held> allocations) {}

    public Holding of(String consumer) {
        return db.read(tx -> new Holding(store.consumer(tx, consumer), store.ofConsumer(tx, consumer)));
    }

    public List<Allocation> at(String provider) {
        return store.ofProvider(provider);
    }

    public List<Usage> usages(String provider) {
        return db.read(tx -> store.usages(tx, provider));
    }

    public List<Usage> ofProject(String project, @Nullable String user) {
        return store.ofProject(project, user);
    }

    public List<Usage> consumers(String project, @Nullable String user) {
        return store.consumers(project, user);
    }

    /** All claims or none. */
    public void claim(Caller caller, Collection<Claim> claims) {
        var now = clock.instant();
        db.run(tx -> {
            // In one order for all, so that no two wait for each other.
            new TreeSet<>(claims.stream().map(Claim::consumer).toList()).forEach(c -> store.lock(tx, c));
            var before = new TreeMap<String, @Nullable Consumer>();
            for (var claim : claims) {
                before.put(claim.consumer(), checked(tx, claim));
                store.clear(tx, claim.consumer());
            }
            var touched = new TreeSet<String>();
            claims.forEach(c -> touched.addAll(c.allocations().keySet()));
            for (var provider : touched) {
                if (!providers.touch(tx, provider, now)) {
                    throw new Fault.Invalid(
                            "Allocation for resource provider '%s' that does not exist.".formatted(provider));
                }
            }
            claims.forEach(c -> write(tx, caller, c, before.get(c.consumer())));
        });
    }

    /** Gives everything back; refuses a consumer that has nothing. */
    public void release(Caller caller, String consumer) {
        db.run(tx -> {
            store.lock(tx, consumer);
            var project = store.consumer(tx, consumer).map(Consumer::projectId).orElse(null);
            if (store.clear(tx, consumer) == 0) {
                throw new Fault.NotFound("No allocations for consumer '%s'".formatted(consumer));
            }
            store.forget(tx, consumer);
            log.append(tx, caller, Operation.DELETED, KIND, consumer, project, null);
        });
    }

    private @Nullable Consumer checked(Tx tx, Claim claim) {
        var found = store.consumer(tx, claim.consumer()).orElse(null);
        if (claim.checksGeneration()) {
            var actual = found == null ? null : found.generation();
            if (!Objects.equals(actual, claim.generation())) {
                throw Providers.concurrent("consumer generation conflict - expected %s but got %s"
                        .formatted(
                                actual == null ? "null" : actual,
                                claim.generation() == null ? "null" : claim.generation()));
            }
        }
        return found;
    }

    private void write(Tx tx, Caller caller, Claim claim, @Nullable Consumer before) {
        if (claim.allocations().isEmpty()) {
            store.forget(tx, claim.consumer());
            if (before != null) {
                log.append(tx, caller, Operation.DELETED, KIND, claim.consumer(), before.projectId(), null);
            }
            return;
        }
        var type = claim.consumerType() == null && before != null ? before.consumerType() : claim.consumerType();
        var consumer = new Consumer(
                claim.consumer(),
                claim.projectId(),
                claim.userId(),
                before == null ? 1 : before.generation() + 1,
                type);
        store.save(tx, consumer, clock.instant());
        claim.allocations().forEach((provider, amounts) -> place(tx, claim.consumer(), provider, amounts));
        log.append(
                tx,
                caller,
                before == null ? Operation.CREATED : Operation.UPDATED,
                KIND,
                claim.consumer(),
                claim.projectId(),
                claim);
    }

    /** The provider's row is held since {@code touch}, so what is counted here stays true until the COMMIT. */
    private void place(Tx tx, String consumer, String provider, Map<String, Long> amounts) {
        amounts.forEach((name, amount) -> {
            var inventory = inventories
                    .find(tx, provider, name)
                    .orElseThrow(
                            () -> refused("Inventory for '%s' on resource provider '%s' invalid.", name, provider));
            if (!inventory.hasPortion(amount)) {
                throw refused(
                        "Unable to create allocation for '%s' on resource provider '%s'. "
                                + "The requested amount would violate inventory constraints.",
                        name, provider);
            }
            if (store.used(tx, provider, name) + amount > inventory.capacity()) {
                throw refused(
                        "Unable to create allocation for '%s' on resource provider '%s'. "
                                + "The requested amount would exceed the capacity.",
                        name, provider);
            }
            store.insert(tx, new Allocation(consumer, provider, name, amount));
        });
    }

    private static Fault refused(String why, String resourceClass, String provider) {
        return new Fault.Conflict("Unable to allocate inventory: " + why.formatted(resourceClass, provider));
    }
}
