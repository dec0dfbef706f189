package stratus.neutron.rpc;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.messaging.Bus;

/** What the network server tells the agent of one host. A lost message costs time only: the agent also asks by itself. */
@Bus.Contract
public interface AgentRpc {
    String TOPIC = "l2-agent";

    /** What this host should have is another now: ask {@link NetworkServerRpc#wantedState} again. */
    @Bus.Cast
    void changed(Changed change);

    /**
     * A change that concerns the host.
     *
     * @param network where it happened; null when it may be anywhere. A hint for logs: the whole state is asked for
     */
    record Changed(@Nullable NetworkId network) {}
}
