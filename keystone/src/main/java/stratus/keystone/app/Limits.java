package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Limit;
import stratus.keystone.domain.LimitModel;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.RegisteredLimit;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Limits that services keep to: defaults, and what some projects and domains have in their place. */
public final class Limits {
    private final Stores stores;
    private final Changes changes;
    private final LimitModel model;

    public Limits(Changes changes, LimitModel model) {
        this.stores = changes.stores();
        this.changes = changes;
        this.model = model;
    }

    public LimitModel model() {
        return model;
    }

    /** A limit, the default in whose place it stands, and whose it is. */
    public record Entry(Limit limit, RegisteredLimit registered, Project target) {}

    public Optional<RegisteredLimit> registered(String id) {
        return stores.db().read(tx -> stores.limits().registered(tx, id));
    }

    public List<RegisteredLimit> registered() {
        return stores.db().read(tx -> stores.limits().registered(tx));
    }

    /** All or none. */
    public void register(Caller caller, List<RegisteredLimit> limits) {
        for (var limit : limits) {
            require(limit);
        }
        stores.db().run(tx -> {
            for (var limit : limits) {
                claim(tx, limit);
                stores.limits().insert(tx, limit);
                log(tx, caller, Operation.CREATED, "registered_limit", limit.id(), limit);
            }
        });
    }

    public void update(Caller caller, RegisteredLimit limit) {
        require(limit);
        changes.commit(caller, Operation.UPDATED, Subject.of("registered_limit", limit.id()), limit, tx -> {
            refuseUsed(tx, limit);
            claim(tx, limit);
            stores.limits().update(tx, limit);
        });
    }

    public void delete(Caller caller, RegisteredLimit limit) {
        changes.commit(caller, Operation.DELETED, Subject.of("registered_limit", limit.id()), null, tx -> {
            refuseUsed(tx, limit);
            stores.limits().deleteRegistered(tx, limit.id());
        });
    }

    private void refuseUsed(Tx tx, RegisteredLimit limit) {
        if (!stores.limits().of(tx, limit.id()).isEmpty()) {
            throw new Fault.Forbidden(
                    "Unable to update or delete registered limit %s because there are project limits associated with it."
                            .formatted(limit.id()),
                    null);
        }
    }

    private void claim(Tx tx, RegisteredLimit limit) {
        changes.lock(tx, "registered_limit");
        stores.limits()
                .registered(tx, limit.serviceId(), limit.regionId(), limit.resourceName())
                .filter(other -> !other.id().equals(limit.id()))
                .ifPresent(_ -> {
                    throw duplicate("registered_limit");
                });
    }

    private static Fault.Conflict duplicate(String kind) {
        return new Fault.Conflict("Conflict occurred attempting to store %s - Duplicate entry.".formatted(kind));
    }

    private void require(RegisteredLimit limit) {
        stores.db().run(tx -> {
            if (stores.catalog().service(tx, limit.serviceId()).isEmpty()) {
                throw missing("service_id", "registered_limit");
            }
            if (!limit.regionId().isEmpty()
                    && stores.catalog().region(tx, limit.regionId()).isEmpty()) {
                throw missing("region_id", "registered_limit");
            }
        });
    }

    private static Fault.Invalid missing(String field, String where) {
        return new Fault.Invalid("Expecting to find %s in %s. The server could not comply with the request since it is"
                        .formatted(field, where)
                + " either malformed or otherwise incorrect. The client is assumed to be in error.");
    }

    public Optional<Entry> find(String id) {
        return stores.db().read(tx -> stores.limits().find(tx, id).flatMap(limit -> entry(tx, limit)));
    }

    public List<Entry> list() {
        return stores.db()
                .read(tx -> stores.limits().list(tx).stream()
                        .map(limit -> entry(tx, limit))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Optional<Entry> entry(Tx tx, Limit limit) {
        return stores.limits()
                .registered(tx, limit.registeredLimitId())
                .flatMap(registered -> stores.projects()
                        .find(tx, limit.targetId())
                        .map(target -> new Entry(limit, registered, target)));
    }

    /**
     * What is asked for.
     *
     * @param targetField how the body named the target: {@code project_id} or {@code domain_id}
     */
    public record Wanted(
            String id,
            String serviceId,
            String regionId,
            String resourceName,
            String targetField,
            String targetId,
            long resourceLimit,
            @Nullable String description) {}

    /** All or none; each needs a registered limit. */
    public List<Entry> create(Caller caller, List<Wanted> wanted) {
        return stores.db().write(tx -> {
            var made = wanted.stream().map(w -> create(tx, caller, w)).toList();
            made.forEach(entry -> requireFit(tx, entry));
            return made;
        });
    }

    /** With two levels a project has no more than its domain, which has no less than any of its projects. */
    private void requireFit(Tx tx, Entry entry) {
        if (model == LimitModel.STRICT_TWO_LEVEL && !fits(tx, entry)) {
            var registered = entry.registered();
            throw new Fault.Forbidden(
                    "Invalid resource limit: The resource limit (%s: %s, resource_name: %s, resource_limit: %d, service_id: %s, region_id: %s) doesn't satisfy current hierarchy model.."
                            .formatted(
                                    entry.target().isDomain() ? "domain_id" : "project_id",
                                    entry.target().id(),
                                    registered.resourceName(),
                                    entry.limit().resourceLimit(),
                                    registered.serviceId(),
                                    registered.regionId().isEmpty() ? "None" : registered.regionId()),
                    null);
        }
    }

    private boolean fits(Tx tx, Entry entry) {
        long limit = entry.limit().resourceLimit();
        var all = stores.limits().of(tx, entry.registered().id());
        var target = entry.target();
        if (target.isDomain()) {
            return all.stream()
                    .filter(other -> isIn(tx, other.targetId(), target.id()))
                    .allMatch(other -> other.resourceLimit() <= limit);
        }
        return limit
                <= all.stream()
                        .filter(other -> other.targetId().equals(target.parentId()))
                        .findFirst()
                        .map(Limit::resourceLimit)
                        .orElse(entry.registered().defaultLimit());
    }

    private boolean isIn(Tx tx, String projectId, String domainId) {
        return stores.projects()
                .find(tx, projectId)
                .filter(p -> p.domainId().equals(domainId))
                .isPresent();
    }

    private Entry create(Tx tx, Caller caller, Wanted w) {
        if (stores.catalog().service(tx, w.serviceId()).isEmpty()) {
            throw missing("service_id", "limit");
        }
        if (!w.regionId().isEmpty() && stores.catalog().region(tx, w.regionId()).isEmpty()) {
            throw missing("region_id", "limit");
        }
        var target = stores.projects().find(tx, w.targetId()).orElseThrow(() -> missing(w.targetField(), "limit"));
        var registered = stores.limits()
                .registered(tx, w.serviceId(), w.regionId(), w.resourceName())
                .orElseThrow(() -> new Fault.Forbidden(
                        "Unable to create a limit that has no corresponding registered limit.", null));
        changes.lock(tx, "limit");
        if (stores.limits().of(tx, registered.id()).stream()
                .anyMatch(l -> l.targetId().equals(target.id()))) {
            throw duplicate("limit");
        }
        var limit = new Limit(w.id(), registered.id(), target.id(), w.resourceLimit(), w.description());
        stores.limits().insert(tx, limit);
        log(tx, caller, Operation.CREATED, "limit", limit.id(), limit);
        return new Entry(limit, registered, target);
    }

    public void update(Caller caller, Entry entry) {
        var limit = entry.limit();
        changes.commit(caller, Operation.UPDATED, Subject.of("limit", limit.id()), limit, tx -> {
            stores.limits().update(tx, limit);
            requireFit(tx, entry);
        });
    }

    public void delete(Caller caller, Limit limit) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("limit", limit.id()),
                null,
                tx -> stores.limits().delete(tx, limit.id()));
    }

    private void log(Tx tx, Caller caller, Operation operation, String kind, String id, Record after) {
        changes.log().append(tx, caller, operation, kind, id, null, after);
    }
}
