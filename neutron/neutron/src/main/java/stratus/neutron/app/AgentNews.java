package stratus.neutron.app;

import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.concurrent.Semaphore;
import stratus.neutron.rpc.AgentRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Threads;
import stratus.oslo.messaging.Bus;

/** Tells the agents' hosts that something changed: a nudge for all changes since the last, which each may lose. */
public final class AgentNews implements AutoCloseable {
    private static final System.Logger log = System.getLogger("neutron.agents");

    private final Bus bus;
    private final Resources resources;
    private final Semaphore changes;
    private final Thread teller;
    private volatile boolean closed;

    /** {@code changes} has a permit for each change. */
    public AgentNews(Bus bus, Resources resources, Semaphore changes) {
        this.bus = bus;
        this.resources = resources;
        this.changes = changes;
        this.teller = Thread.ofVirtual().name("agent-news").start(this::tellAll);
    }

    private void tellAll() {
        try {
            while (!closed) {
                changes.acquire();
                changes.drainPermits();
                tellHosts();
            }
        } catch (InterruptedException e) {
            log.log(Level.DEBUG, "no more news");
        }
    }

    private void tellHosts() {
        var hosts = new LinkedHashSet<String>();
        try {
            resources.agents().forEach(a -> hosts.add(a.text("host")));
        } catch (RuntimeException e) {
            if (!closed) {
                log.log(Level.WARNING, "nobody was told of a change", e);
            }
        }
        hosts.forEach(this::tell);
    }

    private void tell(String host) {
        try {
            bus.client(AgentRpc.class, new Bus.Address.OnHost(AgentRpc.TOPIC, host))
                    .changed(new AgentRpc.Changed(null));
        } catch (Fault.Unavailable gone) {
            log.log(Level.DEBUG, () -> "nobody to tell on " + host, gone);
        }
    }

    @Override
    public void close() {
        closed = true;
        Threads.end(teller);
    }
}
