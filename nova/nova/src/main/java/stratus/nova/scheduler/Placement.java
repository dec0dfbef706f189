package stratus.nova.scheduler;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import stratus.nova.domain.Server;
import stratus.oslo.base.Ids.ServerId;

/** What Nova asks Placement, as the service user. */
public interface Placement {
    /** The providers, by {@link stratus.nova.rpc.HostId}, that have room for these resources and carry these traits. */
    Set<String> candidates(Map<String, Long> resources, Set<String> required);

    /** Takes the resources on the host for the server; a {@link stratus.oslo.base.Fault.Conflict} if it is full now. */
    void claim(Server server, String host, Map<String, Long> resources);

    /** What the server has is held by its move from here on, in one step. A repeat, and nothing to hold, is a success. */
    void park(Server server, UUID move);

    /** What the move holds is the server's again, in place of what that has now. Nothing held is a success. */
    void unpark(Server server, UUID move);

    /** Gives back what a move holds; nothing is a success. */
    void releaseParked(UUID move);

    /** Gives back all that the server has; nothing is a success. */
    void release(ServerId server);
}
