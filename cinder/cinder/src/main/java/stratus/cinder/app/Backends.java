package stratus.cinder.app;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Backend;
import stratus.cinder.domain.HostUsage;
import stratus.cinder.rpc.CinderRpc;
import stratus.cinder.rpc.VolumeRpc;
import stratus.cinder.scheduler.Candidate;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Tx;
import stratus.oslo.messaging.Bus;

/** The backends: what they last reported, and how to speak to them. */
public final class Backends implements CinderRpc {
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final Stores stores;
    private final Bus bus;
    private final String zone;
    private volatile Runnable whenReported = () -> {};

    /** {@code zone} is that of backends which name none. */
    public Backends(Stores stores, Bus bus, String zone) {
        this.stores = stores;
        this.bus = bus;
        this.zone = zone;
    }

    /** Calls {@code then} after each report: work may be waiting for that backend. */
    public void onReport(Runnable then) {
        whenReported = then;
    }

    @Override
    public void report(Capabilities told) {
        var backend = new Backend(
                told.host(),
                told.zone() == null ? zone : told.zone(),
                told.pool(),
                told.vendor(),
                told.protocol(),
                told.totalGib(),
                told.freeGib(),
                told.thin(),
                false,
                null,
                false,
                stores.now());
        stores.db().run(tx -> stores.backends().report(tx, backend));
        whenReported.run();
    }

    /** The backend's own side; long work may take its time. */
    VolumeRpc at(String host) {
        return bus.client(VolumeRpc.class, new Bus.Address.OnHost(VolumeRpc.TOPIC, host), PATIENCE);
    }

    public List<Backend> all() {
        return stores.db().read(stores.backends()::all);
    }

    /** With what each has promised. */
    public List<Candidate> candidates() {
        return stores.db()
                .read(tx -> stores.backends().all(tx).stream()
                        .map(b -> new Candidate(b, stores.volumes().allocated(tx, b.host())))
                        .toList());
    }

    /** What each project has there. */
    public List<HostUsage> usage(String host) {
        return stores.db().read(tx -> stores.backends().usage(tx, host));
    }

    /** A frozen backend gets no new volumes; one that is not there is the request's mistake. */
    public void freeze(Caller caller, String host, boolean frozen) {
        stores.db().run(tx -> {
            var before = stores.backends()
                    .find(tx, host)
                    .filter(b -> b.frozen() != frozen)
                    .orElseThrow(() -> new Fault.Invalid(
                            "Invalid input received: Service %s could not be found.".formatted(host)));
            stores.backends().freeze(tx, host, frozen);
            stores.backends().disable(tx, host, frozen, frozen ? "frozen" : null);
            stores.changes().append(tx, caller, ChangeLog.Operation.UPDATED, "service", before.host(), null, null);
        });
    }

    /** What is on a frozen backend stays as it is; null is none. */
    static void refuseFrozen(Stores stores, Tx tx, @Nullable String host) {
        if (host != null
                && stores.backends().find(tx, host).filter(Backend::frozen).isPresent()) {
            throw new Fault.Invalid(
                    "Invalid input received: Modification operations are not allowed on frozen storage" + " backends.");
        }
    }

    /** The zone has to be this process's, or one that some backend is in. */
    static void refuseUnknown(Stores stores, Tx tx, String zone, String own) {
        if (!zone.equals(own)
                && stores.backends().all(tx).stream().noneMatch(b -> b.zone().equals(zone))) {
            throw new Fault.Invalid("Invalid input received: Availability zone '%s' is invalid.".formatted(zone));
        }
    }

    /** An enabled backend is one that new volumes may go to. */
    public Backend disable(Caller caller, String host, boolean disabled, @Nullable String reason) {
        return stores.db().write(tx -> {
            stores.backends().disable(tx, host, disabled, reason);
            var now = stores.backends().find(tx, host).orElseThrow(() -> new Fault.NotFound("Service", host));
            stores.changes().append(tx, caller, ChangeLog.Operation.UPDATED, "service", host, null, now);
            return now;
        });
    }
}
