package stratus.nova.conductor;

import java.util.function.Function;
import stratus.nova.domain.Server;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;

/** The hosts that servers are on, asked for what takes long. */
record LifecycleHosts(Function<HostName, LifecycleRpc> compute) {
    LifecycleRpc of(Server server) {
        var host = server.host();
        if (host == null) {
            throw new Fault.Conflict(
                    "Instance %s has no host.".formatted(server.id().text()));
        }
        return compute.apply(host);
    }
}
