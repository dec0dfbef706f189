package stratus.neutron.app;

import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import stratus.neutron.rpc.AgentRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.messaging.Bus;

/** Tells the agents' hosts that something changed: a nudge, which each may lose. */
public final class AgentNews implements AutoCloseable {
    private static final System.Logger log = System.getLogger("neutron.agents");

    private final Bus bus;
    private final AtomicReference<@Nullable Resources> resources = new AtomicReference<>();

    public AgentNews(Bus bus) {
        this.bus = bus;
    }

    /** Where the agents are known; before, nobody is told. */
    public void watch(Resources known) {
        resources.set(known);
    }

    public void changed() {
        var known = resources.get();
        if (known == null) {
            return;
        }
        var hosts = new LinkedHashSet<String>();
        known.agents().forEach(a -> hosts.add(a.text("host")));
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
        resources.set(null);
    }
}
