package stratus.placement.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;
import stratus.placement.domain.Kind;
import stratus.placement.store.InventoryStore;
import stratus.placement.store.LabelStore;
import stratus.placement.store.NameStore;

/** The traits and resource classes that may be spoken of. */
public final class Vocabulary {
    private final Db db;
    private final NameStore store;
    private final LabelStore labels;
    private final InventoryStore inventories;
    private final InstantSource clock;

    public Vocabulary(Db db, NameStore store, LabelStore labels, InventoryStore inventories, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.labels = labels;
        this.inventories = inventories;
        this.clock = clock;
    }

    public List<String> all(Kind kind) {
        var all = new ArrayList<>(kind.standard());
        all.addAll(store.list(kind));
        return all;
    }

    public List<String> usedTraits() {
        return labels.usedTraits();
    }

    public boolean has(Kind kind, String name) {
        return kind.standard().contains(name) || db.read(tx -> store.exists(tx, kind, name));
    }

    /** Refuses names that nobody defined. */
    public void require(Tx tx, Kind kind, Collection<String> names) {
        var unknown = names.stream()
                .filter(n -> !kind.standard().contains(n) && !store.exists(tx, kind, n))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new Fault.Invalid(
                    kind == Kind.TRAIT
                            ? "No such trait(s): %s.".formatted(String.join(", ", unknown))
                            : "Unknown resource class in inventory: No such resource class %s."
                                    .formatted(String.join(", ", unknown)));
        }
    }

    public void require(Kind kind, Collection<String> names) {
        db.read(tx -> {
            require(tx, kind, names);
            return names;
        });
    }

    /** Whether the name is new. Standard ones are always there. */
    public boolean define(Kind kind, String name) {
        if (!Kind.isCustom(name)) {
            throw new Fault.Invalid("'%s' does not match '^CUSTOM_[A-Z0-9_]+$'".formatted(name));
        }
        var now = clock.instant();
        return db.write(tx -> store.insert(tx, kind, name, now));
    }

    public void remove(Kind kind, String name) {
        if (kind.standard().contains(name)) {
            throw new Fault.Invalid(
                    kind == Kind.TRAIT
                            ? "Cannot delete standard trait %s.".formatted(name)
                            : "Cannot delete standard resource class %s.".formatted(name));
        }
        db.run(tx -> {
            boolean used = kind == Kind.TRAIT ? labels.isTraitUsed(tx, name) : inventories.isClassUsed(tx, name);
            if (used) {
                throw new Fault.Conflict(
                        kind == Kind.TRAIT
                                ? "The trait %s is in use by a resource provider.".formatted(name)
                                : "Cannot delete resource class %s. Class is in use in inventory.".formatted(name));
            }
            if (!store.delete(tx, kind, name)) {
                throw new Fault.NotFound(
                        kind == Kind.TRAIT
                                ? "No such trait(s): %s.".formatted(name)
                                : "No such resource class %s.".formatted(name));
            }
        });
    }
}
