package stratus.nova.app;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Host;
import stratus.nova.domain.Server;
import stratus.nova.domain.Service;
import stratus.nova.store.HostStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Ids.HostName;

/** Hosts as their hypervisors, with the service that speaks for each and the servers on it. */
public final class Hypervisors {
    private final HostStore hosts;
    private final ServiceStore services;
    private final ServerStore servers;
    private final InstantSource clock;

    public Hypervisors(HostStore hosts, ServiceStore services, ServerStore servers, InstantSource clock) {
        this.hosts = hosts;
        this.services = services;
        this.servers = servers;
        this.clock = clock;
    }

    /** A host and its {@code nova-compute}; null for one whose service was taken away. */
    public record Known(Host host, @Nullable Service service, boolean up) {}

    public List<Host> all() {
        return hosts.all();
    }

    public Known known(Host host) {
        var service = services.find(Service.COMPUTE, host.host()).orElse(null);
        return new Known(host, service, service != null && service.up(clock.instant()));
    }

    public List<Server> on(Host host) {
        return servers.onHost(new HostName(host.host()));
    }

    /** How a host is, for those who may know: {@code UP}, {@code DOWN}, {@code MAINTENANCE} or {@code UNKNOWN}. */
    public String status(HostName host) {
        var service = services.find(Service.COMPUTE, host.value()).orElse(null);
        if (service == null) {
            return "UNKNOWN";
        }
        if (service.forcedDown()) {
            return "DOWN";
        }
        if (!service.up(clock.instant())) {
            return "UNKNOWN";
        }
        return service.disabled() ? "MAINTENANCE" : "UP";
    }
}
