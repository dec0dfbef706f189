package stratus.nova.conductor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.messaging.Bus.Address;

/** The ways to hosts, each of which outlasts a host's restart. */
record HostClients(ConductorService.Site site) {
    /** Each step of a build has a deadline of its own; this is for the whole of them, and for the copying of disks. */
    private static final Duration LONG = Duration.ofHours(2);

    private static final Duration SHORT = Duration.ofMinutes(3);

    /** For builds. */
    Function<HostName, ComputeRpc> builders() {
        return clients(ComputeRpc.class, ComputeRpc.TOPIC, LONG);
    }

    /** For all that is done soon. */
    Function<HostName, ComputeRpc> compute() {
        return clients(ComputeRpc.class, ComputeRpc.TOPIC, SHORT);
    }

    /** For what disks are copied for. */
    LifecycleHosts lives() {
        return new LifecycleHosts(clients(LifecycleRpc.class, LifecycleRpc.TOPIC, LONG), compute());
    }

    /** For what is done soon in the course of a life. */
    Function<HostName, LifecycleRpc> lifecycle() {
        return clients(LifecycleRpc.class, LifecycleRpc.TOPIC, SHORT);
    }

    private <C> Function<HostName, C> clients(Class<C> contract, String topic, Duration deadline) {
        var restarting = RestartingHosts.usual(site.clock());
        Map<HostName, C> known = new ConcurrentHashMap<>();
        return host -> known.computeIfAbsent(host, h -> {
            var address = new Address.OnHost(topic, h.value());
            return restarting.across(contract, site.bus().client(contract, address, deadline));
        });
    }
}
