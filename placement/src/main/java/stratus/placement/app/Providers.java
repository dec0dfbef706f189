package stratus.placement.app;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Demand;
import stratus.placement.domain.Provider;
import stratus.placement.store.AllocationStore;
import stratus.placement.store.ProviderStore;

/** What can be done to resource providers themselves. */
public final class Providers {
    static final String KIND = "resource_provider";

    private final Db db;
    private final ProviderStore store;
    private final AllocationStore allocations;
    private final ChangeLog log;
    private final InstantSource clock;

    public Providers(Db db, ProviderStore store, AllocationStore allocations, ChangeLog log, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.allocations = allocations;
        this.log = log;
        this.clock = clock;
    }

    public Provider get(String uuid) {
        return store.find(uuid).orElseThrow(() -> missing(uuid));
    }

    public List<Provider> list(@Nullable String name, @Nullable String uuid, Demand demand) {
        return store.list(name, uuid, demand);
    }

    public Provider create(Caller caller, @Nullable String asked, String name, @Nullable String parent) {
        var uuid = asked == null ? UUID.randomUUID().toString() : asked;
        var now = clock.instant();
        return db.write(tx -> {
            var root = root(tx, uuid, parent);
            var provider = new Provider(uuid, name, 0, parent, root, now, now);
            if (!store.insert(tx, provider)) {
                throw taken(store.find(tx, uuid).isPresent() ? uuid : name);
            }
            log.append(tx, caller, Operation.CREATED, KIND, uuid, null, provider);
            return provider;
        });
    }

    /** A parent may be given once; {@code reparent}, since 1.37, also changed or taken away. */
    public Provider update(Caller caller, String uuid, String name, @Nullable String parent, boolean reparent) {
        var now = clock.instant();
        return db.write(tx -> {
            var old = store.find(tx, uuid).orElseThrow(() -> missing(uuid));
            if (store.isNameTaken(tx, name, uuid)) {
                throw taken(name);
            }
            if (old.parentUuid() != null && !old.parentUuid().equals(parent) && !reparent) {
                throw new Fault.Invalid(
                        "Unable to save resource provider %s: re-parenting a provider is not currently allowed."
                                .formatted(uuid));
            }
            var root = root(tx, uuid, parent);
            if (parent != null && root.equals(uuid)) {
                throw new Fault.Invalid(
                        "Unable to save resource provider %s: creating loop in the provider tree is not allowed."
                                .formatted(uuid));
            }
            var provider = new Provider(uuid, name, old.generation(), parent, root, old.createdAt(), now);
            store.update(tx, provider, old.rootUuid());
            log.append(tx, caller, Operation.UPDATED, KIND, uuid, null, provider);
            return provider;
        });
    }

    public void delete(Caller caller, String uuid) {
        db.run(tx -> {
            var _ = store.find(tx, uuid).orElseThrow(() -> missing(uuid));
            if (store.hasChildren(tx, uuid)) {
                throw Fault.coded(
                        "placement.resource_provider.cannot_delete_parent",
                        new Fault.Conflict(
                                "Unable to delete parent resource provider %s: It has child resource providers."
                                        .formatted(uuid)));
            }
            if (!allocations.usages(tx, uuid).isEmpty()) {
                throw Fault.coded(
                        "placement.resource_provider.inuse",
                        new Fault.Conflict("Unable to delete resource provider %s: Resource provider has allocations."
                                .formatted(uuid)));
            }
            store.delete(tx, uuid);
            log.append(tx, caller, Operation.DELETED, KIND, uuid, null, null);
        });
    }

    /** Inside a write: the provider, one generation on; refuses a caller who believes it is at another. */
    Provider advance(Tx tx, String uuid, @Nullable Long generation) {
        var provider = store.find(tx, uuid).orElseThrow(() -> missing(uuid));
        long expected = generation == null ? provider.generation() : generation;
        if (!store.advance(tx, uuid, expected, clock.instant())) {
            throw concurrent("resource provider generation conflict");
        }
        return store.find(tx, uuid).orElseThrow(() -> missing(uuid));
    }

    static Fault concurrent(String message) {
        return Fault.coded("placement.concurrent_update", new Fault.Conflict(message));
    }

    private String root(Tx tx, String uuid, @Nullable String parent) {
        if (parent == null) {
            return uuid;
        }
        var found = store.find(tx, parent)
                .orElseThrow(() -> new Fault.Invalid("parent provider UUID does not exist: " + parent));
        for (var above = found; above.parentUuid() != null; ) {
            if (above.parentUuid().equals(uuid)) {
                return uuid;
            }
            above = store.find(tx, above.parentUuid()).orElseThrow();
        }
        return found.uuid().equals(uuid) ? uuid : found.rootUuid();
    }

    private static Fault missing(String uuid) {
        return new Fault.NotFound("No resource provider with uuid %s found".formatted(uuid));
    }

    private static Fault taken(String name) {
        return Fault.coded(
                "placement.duplicate_name",
                new Fault.Conflict("Conflicting resource provider name: %s already exists.".formatted(name)));
    }
}
