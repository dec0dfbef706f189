package stratus.neutron.agent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.NetworkServerRpc.AgentState;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.Router;

/** Says that this host lives, in the names of the four agents that it stands for. */
final class Heartbeats {
    private static final String NO_TOPIC = "N/A";

    private final AgentConfig config;
    private final NetworkServerRpc server;
    private boolean startup = true;

    Heartbeats(AgentConfig config, NetworkServerRpc server) {
        this.config = config;
        this.server = server;
    }

    void report(WantedState state) {
        for (var agent : List.of(bridge(state), dhcp(state), l3(state), metadata())) {
            server.reportState(agent);
        }
        startup = false;
    }

    private AgentState agent(
            String type, String binary, String topic, @Nullable String zone, Map<String, Object> configurations) {
        return new AgentState(config.host(), type, binary, topic, zone, configurations, startup);
    }

    private AgentState bridge(WantedState state) {
        var tunnelIp = config.dataPlane().tunnelIp();
        return agent(
                "Linux bridge agent",
                "neutron-linuxbridge-agent",
                NO_TOPIC,
                null,
                Map.of(
                        "bridge_mappings", Map.of(),
                        "interface_mappings", config.dataPlane().physicalNetworks(),
                        "devices", state.ports().size(),
                        "extensions", List.of(),
                        "l2_population", true,
                        "tunnel_types", List.of("vxlan"),
                        "tunneling_ip", tunnelIp == null ? "" : tunnelIp));
    }

    private AgentState dhcp(WantedState state) {
        var served = state.networks().stream()
                .filter(network -> network.dhcpPorts().stream()
                        .anyMatch(port -> port.host().equals(config.host())))
                .toList();
        return agent(
                "DHCP agent",
                "neutron-dhcp-agent",
                "dhcp_agent",
                config.availabilityZone(),
                Map.of(
                        "dhcp_driver",
                        "dnsmasq",
                        "dhcp_lease_duration",
                        86400,
                        "log_agent_heartbeats",
                        false,
                        "networks",
                        served.size(),
                        "subnets",
                        served.stream()
                                .mapToInt(network -> network.subnets().size())
                                .sum(),
                        "ports",
                        served.stream()
                                .mapToInt(network -> network.leases().size())
                                .sum()));
    }

    private AgentState l3(WantedState state) {
        var routers = state.routers();
        return agent(
                "L3 agent",
                "neutron-l3-agent",
                "l3_agent",
                config.availabilityZone(),
                Map.of(
                        "agent_mode",
                        "legacy",
                        "handle_internal_only_routers",
                        true,
                        "interface_driver",
                        "linuxbridge",
                        "log_agent_heartbeats",
                        false,
                        "routers",
                        routers.size(),
                        "ex_gw_ports",
                        routers.stream()
                                .filter(router -> router.gateway() != null)
                                .count(),
                        "interfaces",
                        routers.stream()
                                .mapToInt(router -> router.interfaces().size())
                                .sum(),
                        "floating_ips",
                        routers.stream()
                                .map(Router::floatingIps)
                                .mapToInt(List::size)
                                .sum()));
    }

    private AgentState metadata() {
        var nova = config.metadata().url();
        return agent(
                "Metadata agent",
                "neutron-metadata-agent",
                NO_TOPIC,
                null,
                Map.of(
                        "log_agent_heartbeats", false,
                        "nova_metadata_host", String.valueOf(nova.getHost()),
                        "nova_metadata_port", nova.getPort()));
    }
}
