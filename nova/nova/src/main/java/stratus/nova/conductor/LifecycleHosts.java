package stratus.nova.conductor;

import java.util.function.Function;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;

/** The hosts that servers are on: asked for what takes long, and told to start and stop guests. */
record LifecycleHosts(Function<HostName, LifecycleRpc> lifecycle, Function<HostName, ComputeRpc> compute) {
    LifecycleRpc of(Server server) {
        return at(server.needHost());
    }

    LifecycleRpc at(HostName host) {
        return lifecycle.apply(host);
    }

    void power(Caller caller, Server server, ComputeRpc.Power power) {
        compute.apply(server.needHost()).power(new ComputeRpc.SetPower(caller, server.id(), power));
    }
}
