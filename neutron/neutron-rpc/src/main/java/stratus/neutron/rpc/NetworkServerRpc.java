package stratus.neutron.rpc;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.messaging.Bus;

/** What an agent, which has no database, asks of the network server and tells it. Every method may be repeated. */
@Bus.Contract
public interface NetworkServerRpc {
    String TOPIC = "q-plugin";

    /** Everything that the host should have: what is not in the answer is removed there. */
    WantedState wantedState(GetWantedState request);

    /** A heartbeat: the agent lives and is configured like this. One each for what upstream has as separate agents. */
    void reportState(AgentState state);

    /** The port's device is there, on its bridge and behind its firewall: traffic can flow. */
    void portUp(PortStatus port);

    /** The port's device is gone, or off its bridge. */
    void portDown(PortStatus port);

    /** Which floating IPs a router on this host has in place; the router's others are not. */
    void floatingIps(FloatingIpStatus status);

    /** Who has that address: asked for each metadata request. NotFound when nobody has. */
    InstanceOf whoAsks(AddressOnNetwork address);

    record GetWantedState(String host) {}

    /**
     * One agent as {@code network agent list} shows it.
     *
     * @param agentType upstream's name: {@code Linux bridge agent}, {@code DHCP agent}, {@code L3 agent}, {@code
     *     Metadata agent}
     * @param binary upstream's name of the program, as {@code neutron-linuxbridge-agent}
     * @param topic upstream's, as {@code dhcp_agent}; {@code N/A} for those without
     * @param configurations upstream's keys; the Linux bridge agent's have {@code tunneling_ip}, {@code tunnel_types}
     *     and {@code bridge_mappings}, from which the server builds {@link WantedState.Peer}
     * @param startup whether this is the first report since the agent started
     */
    record AgentState(
            String host,
            String agentType,
            String binary,
            String topic,
            @Nullable String availabilityZone,
            Map<String, Object> configurations,
            boolean startup) {}

    record PortStatus(String host, PortId port) {}

    record FloatingIpStatus(String host, RouterId router, List<FloatingIpId> active) {}

    /**
     * Where a metadata request came from: exactly one of network and router is there.
     *
     * @param network when it came through the network's DHCP namespace
     * @param router when it came through the router: one of its inner networks
     * @param address the source, IPv4 or IPv6
     */
    record AddressOnNetwork(
            @Nullable NetworkId network, @Nullable RouterId router, String address) {}

    /** The owner of an address: {@code deviceId} is the server's id as the port has it. */
    record InstanceOf(PortId port, String deviceId, String projectId) {}
}
