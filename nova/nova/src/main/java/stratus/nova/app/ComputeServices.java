package stratus.nova.app;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Service;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** The parts of Nova that run somewhere: shown, taken out of service and put back. */
public final class ComputeServices {
    private final Db db;
    private final ServiceStore store;
    private final ServerStore servers;
    private final Aggregates aggregates;
    private final ChangeLog changes;
    private final InstantSource clock;

    public ComputeServices(Db db, Stores stores, Aggregates aggregates, ChangeLog changes, InstantSource clock) {
        this.db = db;
        this.store = stores.services();
        this.servers = stores.servers();
        this.aggregates = aggregates;
        this.changes = changes;
        this.clock = clock;
    }

    public record Stores(ServiceStore services, ServerStore servers) {}

    public List<Service> list(@Nullable String program, @Nullable String host) {
        return store.list(program, host);
    }

    public Service get(UUID id) {
        return store.find(id).orElseThrow(() -> new Fault.NotFound("Service %s not found.".formatted(id)));
    }

    public Service get(String program, String host) {
        return store.find(program, host).orElseThrow(() -> new Fault.NotFound("Host %s not found.".formatted(host)));
    }

    public boolean up(Service service) {
        return service.up(clock.instant());
    }

    /** Only compute hosts are in zones that users see. */
    public String zone(Service service) {
        return service.program().equals(Service.COMPUTE) ? aggregates.zoneOf(service.host()) : "internal";
    }

    public Service disable(Caller caller, Service service, boolean disabled, @Nullable String reason) {
        var now = clock.instant();
        db.run(tx -> {
            store.disable(tx, service.id(), disabled, reason, now);
            changed(tx, caller, Operation.UPDATED, service);
        });
        return get(service.id());
    }

    public Service forceDown(Caller caller, Service service, boolean down) {
        var now = clock.instant();
        db.run(tx -> {
            store.forceDown(tx, service.id(), down, now);
            changed(tx, caller, Operation.UPDATED, service);
        });
        return get(service.id());
    }

    /** Refuses a host with servers on it. */
    public void delete(Caller caller, Service service) {
        if (service.program().equals(Service.COMPUTE)
                && !servers.onHost(new HostName(service.host())).isEmpty()) {
            throw new Fault.Conflict("Unable to delete compute service that is hosting instances."
                    + " Migrate or delete the instances first.");
        }
        db.run(tx -> {
            store.delete(tx, service.id());
            changed(tx, caller, Operation.DELETED, service);
        });
    }

    private void changed(Tx tx, Caller caller, Operation how, Service service) {
        var after =
                how == Operation.DELETED ? null : store.find(tx, service.id()).orElse(null);
        changes.append(tx, caller, how, "service", service.id().toString(), null, after);
    }
}
