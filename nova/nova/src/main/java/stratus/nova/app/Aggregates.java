package stratus.nova.app;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Aggregate;
import stratus.nova.domain.Service;
import stratus.nova.store.AggregateStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** Host aggregates, and the availability zones that some of them make. */
public final class Aggregates {
    /** Where a host is that no aggregate puts elsewhere. */
    public static final String DEFAULT_ZONE = "nova";

    private final Db db;
    private final AggregateStore store;
    private final ServiceStore services;
    private final ChangeLog changes;
    private final InstantSource clock;

    public Aggregates(Db db, AggregateStore store, ServiceStore services, ChangeLog changes, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.services = services;
        this.changes = changes;
        this.clock = clock;
    }

    public List<Aggregate> list() {
        return store.list();
    }

    public Aggregate get(long number) {
        return db.<Optional<Aggregate>>read(tx -> store.find(tx, number)).orElseThrow(() -> missing(number));
    }

    private Aggregate get(Tx tx, long number) {
        return store.find(tx, number).orElseThrow(() -> missing(number));
    }

    private static Fault missing(long number) {
        return new Fault.NotFound("Aggregate %d could not be found.".formatted(number));
    }

    /** The zone of a host. */
    public String zoneOf(String host) {
        return zoneOf(list(), host);
    }

    static String zoneOf(List<Aggregate> all, String host) {
        for (var aggregate : all) {
            var zone = aggregate.zone();
            if (zone != null && aggregate.hosts().contains(host)) {
                return zone;
            }
        }
        return DEFAULT_ZONE;
    }

    public Aggregate create(Caller caller, String name, @Nullable String zone) {
        var id = UUID.randomUUID();
        var now = clock.instant();
        Map<String, String> metadata = zone == null ? Map.of() : Map.of(Aggregate.ZONE, zone);
        return db.write(tx -> {
            unique(tx, name, 0);
            return changed(tx, caller, Operation.CREATED, store.insert(tx, id, name, metadata, now));
        });
    }

    private void unique(Tx tx, String name, long butFor) {
        if (store.nameTaken(tx, name, butFor)) {
            throw new Fault.Conflict("Aggregate %s already exists.".formatted(name));
        }
    }

    /** {@code null} leaves the name; a null value takes a key of the metadata away. */
    public Aggregate update(Caller caller, long number, @Nullable String name, Map<String, @Nullable String> metadata) {
        var now = clock.instant();
        return db.write(tx -> {
            var aggregate = get(tx, number);
            var wanted = name == null ? aggregate.name() : name;
            unique(tx, wanted, number);
            var all = new LinkedHashMap<>(aggregate.metadata());
            metadata.forEach((key, value) -> {
                if (value == null) {
                    all.remove(key);
                } else {
                    all.put(key, value);
                }
            });
            oneZone(tx, aggregate, all.get(Aggregate.ZONE), aggregate.hosts());
            store.update(tx, number, wanted, all, now);
            return changed(tx, caller, Operation.UPDATED, get(tx, number));
        });
    }

    public Aggregate addHost(Caller caller, long number, String host) {
        if (services.find(Service.COMPUTE, host).isEmpty()) {
            throw new Fault.NotFound("Compute host %s could not be found.".formatted(host));
        }
        return db.write(tx -> {
            var aggregate = get(tx, number);
            oneZone(tx, aggregate, aggregate.zone(), List.of(host));
            if (!store.add(tx, number, host)) {
                throw new Fault.Conflict("Cannot add host %s in aggregate %d: host exists".formatted(host, number));
            }
            return changed(tx, caller, Operation.UPDATED, get(tx, number));
        });
    }

    /** A host is in one zone only. */
    private void oneZone(Tx tx, Aggregate changed, @Nullable String zone, List<String> hosts) {
        if (zone == null) {
            return;
        }
        for (var other : store.list(tx)) {
            if (other.number() != changed.number() && other.zone() != null && !zone.equals(other.zone())) {
                hosts.stream().filter(other.hosts()::contains).findFirst().ifPresent(host -> {
                    throw new Fault.Conflict(
                            "Cannot add host to aggregate %d. Reason: One or more hosts already in availability zone(s) ['%s']."
                                    .formatted(changed.number(), other.zone()));
                });
            }
        }
    }

    public Aggregate removeHost(Caller caller, long number, String host) {
        return db.write(tx -> {
            get(tx, number);
            if (!store.remove(tx, number, host)) {
                throw new Fault.NotFound("Cannot remove host %s in aggregate %d: not found".formatted(host, number));
            }
            return changed(tx, caller, Operation.UPDATED, get(tx, number));
        });
    }

    public void delete(Caller caller, long number) {
        db.run(tx -> {
            var aggregate = get(tx, number);
            if (!aggregate.hosts().isEmpty()) {
                throw new Fault.Invalid("Host aggregate is not empty");
            }
            store.delete(tx, number);
            changed(tx, caller, Operation.DELETED, aggregate);
        });
    }

    private Aggregate changed(Tx tx, Caller caller, Operation how, Aggregate aggregate) {
        var after = how == Operation.DELETED ? null : aggregate;
        changes.append(tx, caller, how, "aggregate", aggregate.id().toString(), null, after);
        return aggregate;
    }
}
