package stratus.nova.scheduler;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;

/** Where those servers are that matter to where another may go. */
public interface Neighbours {
    /** The group that a server is a member of, with its other members; null for none. */
    @Nullable Group group(ServerId server);

    /** Where a server is; empty while it is nowhere, or is not there. */
    Optional<String> host(ServerId server);

    /**
     * Servers that are to be together, or apart.
     *
     * @param perHost how many of an anti-affine group one host may have
     * @param members how many others are on each host
     */
    record Group(String policy, int perHost, Map<String, Integer> members) {
        int on(String host) {
            return members.getOrDefault(host, 0);
        }
    }
}
