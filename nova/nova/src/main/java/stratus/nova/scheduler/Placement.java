package stratus.nova.scheduler;

import java.util.Map;
import java.util.Set;
import stratus.nova.domain.Server;
import stratus.oslo.base.Ids.ServerId;

/** What Nova asks Placement, as the service user. */
public interface Placement {
    /** The providers, by {@link stratus.nova.rpc.HostId}, that have room for these resources and carry these traits. */
    Set<String> candidates(Map<String, Long> resources, Set<String> required);

    /** Takes the resources on the host for the server; a {@link stratus.oslo.base.Fault.Conflict} if it is full now. */
    void claim(Server server, String host, Map<String, Long> resources);

    /** Gives back all that the server has; nothing is a success. */
    void release(ServerId server);
}
