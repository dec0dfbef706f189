package stratus.nova.compute;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.nova.rpc.ServerPort;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;

/** What a host asks Neutron. */
public interface Networks {
    /** Makes or takes the instance's ports and binds them to this host; a repeat finds those of the same attempt. */
    List<Bound> allocate(Caller caller, Instance instance, int attempt, String host);

    /** Binds the ports that the server has to this host, in that order; a repeat changes nothing. */
    List<Bound> rebind(Caller caller, Instance instance, List<ServerPort> ports, String host);

    /** Deletes the ports that the attempt made, and lets go of those it was given, if they are bound to this host. */
    void release(Caller caller, ServerId server, int attempt, String host);

    /** Which of these ports are not yet wired. */
    Set<PortId> down(Caller caller, Set<PortId> ports);

    /** A bound port: what the API shows, and what the hypervisor needs. */
    record Bound(ServerPort port, @Nullable String bridge, int mtu, boolean active) {}
}
