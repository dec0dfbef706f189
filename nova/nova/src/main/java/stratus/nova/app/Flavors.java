package stratus.nova.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Flavor;
import stratus.nova.domain.FlavorFilter;
import stratus.nova.store.FlavorStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** What may be done with flavors. */
public final class Flavors {
    private final Db db;
    private final FlavorStore store;
    private final ChangeLog log;

    public Flavors(Db db, FlavorStore store, ChangeLog log) {
        this.db = db;
        this.store = store;
        this.log = log;
    }

    public Page<Flavor> list(FlavorFilter filter) {
        var marker = filter.page().marker();
        if (marker != null && store.find(marker).isEmpty()) {
            throw new Fault.Invalid("marker [%s] not found".formatted(marker));
        }
        return store.list(filter);
    }

    /** A flavor that the caller may use; an admin may use all. */
    public Flavor get(Caller caller, String id) {
        var found = caller.has("admin") ? store.find(id) : store.find(caller.projectId(), id);
        return found.orElseThrow(() -> missing(id));
    }

    private Flavor any(String id) {
        return store.find(id).orElseThrow(() -> missing(id));
    }

    private static Fault missing(String id) {
        return new Fault.NotFound("Flavor %s could not be found.".formatted(id));
    }

    /** As given, with a UUID where the id is {@code auto}. */
    public Flavor create(Caller caller, Flavor given) {
        var flavor = given.id().equals("auto") ? given.withId(UUID.randomUUID().toString()) : given;
        return db.write(tx -> {
            if (store.nameTaken(tx, flavor.name())) {
                throw new Fault.Conflict("Flavor with name %s already exists.".formatted(flavor.name()));
            }
            if (store.find(tx, flavor.id()).isPresent()) {
                throw new Fault.Conflict("Flavor with ID %s already exists.".formatted(flavor.id()));
            }
            store.insert(tx, flavor);
            changed(tx, caller, Operation.CREATED, flavor);
            return flavor;
        });
    }

    public Flavor describe(Caller caller, String id, @Nullable String description) {
        return db.write(tx -> {
            var flavor = store.find(tx, id).orElseThrow(() -> missing(id)).withDescription(description);
            store.describe(tx, id, description);
            changed(tx, caller, Operation.UPDATED, flavor);
            return flavor;
        });
    }

    public void delete(Caller caller, String id) {
        db.run(tx -> {
            if (!store.delete(tx, id)) {
                throw missing(id);
            }
            log.append(tx, caller, Operation.DELETED, "flavor", id, null, null);
        });
    }

    /** Adds to the extra specs, or replaces those of the same name. */
    public Flavor addSpecs(Caller caller, String id, Map<String, String> specs) {
        return db.write(tx -> {
            var flavor = store.find(tx, id).orElseThrow(() -> missing(id));
            var all = new LinkedHashMap<>(flavor.extraSpecs());
            all.putAll(specs);
            return specs(tx, caller, flavor, all);
        });
    }

    public void removeSpec(Caller caller, String id, String name) {
        db.run(tx -> {
            var flavor = store.find(tx, id).orElseThrow(() -> missing(id));
            var all = new LinkedHashMap<>(flavor.extraSpecs());
            if (all.remove(name) == null) {
                throw missingSpec(id, name);
            }
            specs(tx, caller, flavor, all);
        });
    }

    /** The refusal for an extra spec that a flavor does not have. */
    public static Fault missingSpec(String id, String name) {
        return new Fault.NotFound("Flavor %s has no extra specs with key %s.".formatted(id, name));
    }

    private Flavor specs(Tx tx, Caller caller, Flavor flavor, Map<String, String> all) {
        var changed = flavor.withExtraSpecs(all);
        store.setExtraSpecs(tx, flavor.id(), all);
        changed(tx, caller, Operation.UPDATED, changed);
        return changed;
    }

    /** Who may use a private flavor. */
    public List<ProjectId> access(String id) {
        if (any(id).isPublic()) {
            throw new Fault.NotFound("Access list not available for public flavors.");
        }
        return store.access(id);
    }

    public List<ProjectId> open(Caller caller, String id, ProjectId project) {
        if (any(id).isPublic()) {
            throw new Fault.Conflict("Can not add access to a public flavor.");
        }
        db.run(tx -> {
            if (!store.open(tx, id, project)) {
                throw new Fault.Conflict("Flavor access already exists for flavor %s and project %s combination."
                        .formatted(id, project.value()));
            }
            log.append(tx, caller, Operation.CREATED, "flavor_access", id, project.value(), null);
        });
        return store.access(id);
    }

    public List<ProjectId> close(Caller caller, String id, ProjectId project) {
        if (any(id).isPublic()) {
            throw new Fault.Conflict("Can not remove access from a public flavor.");
        }
        db.run(tx -> {
            if (!store.close(tx, id, project)) {
                throw new Fault.NotFound(
                        "Flavor access not found for %s / %s combination.".formatted(id, project.value()));
            }
            log.append(tx, caller, Operation.DELETED, "flavor_access", id, project.value(), null);
        });
        return store.access(id);
    }

    private void changed(Tx tx, Caller caller, Operation operation, Flavor flavor) {
        log.append(tx, caller, operation, "flavor", flavor.id(), null, flavor);
    }
}
