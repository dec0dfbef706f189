package stratus.neutron.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.NetworkServerRpc.AgentState;
import stratus.oslo.base.Threads;

/** Heartbeats of agents that are not there: where guests are pretended, their network is too. */
public final class PretendedAgents implements AutoCloseable {
    private static final System.Logger log = System.getLogger("neutron.agents");
    private static final long PERIOD = 30;

    private final NetworkServerRpc server;
    private final String host;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pretended-agents").factory());

    public PretendedAgents(NetworkServerRpc server, String host) {
        this.server = server;
        this.host = host;
    }

    /** They are known when this returns. */
    public void start() {
        report(true);
        beats.scheduleWithFixedDelay(this::again, PERIOD, PERIOD, TimeUnit.SECONDS);
    }

    private void again() {
        try {
            report(false);
        } catch (RuntimeException e) {
            if (!beats.isShutdown()) {
                log.log(System.Logger.Level.WARNING, "a pretended heartbeat was lost", e);
            }
        }
    }

    private void report(boolean startup) {
        agent(Agents.L2, "neutron-linuxbridge-agent", "N/A", Map.of("tunnel_types", List.of("vxlan")), startup);
        agent(Agents.DHCP, "neutron-dhcp-agent", "dhcp_agent", Map.of("dhcp_driver", "pretended"), startup);
        agent(Agents.L3, "neutron-l3-agent", "l3_agent", Map.of("agent_mode", "legacy"), startup);
        agent("Metadata agent", "neutron-metadata-agent", "N/A", Map.of(), startup);
    }

    private void agent(String type, String binary, String topic, Map<String, Object> configurations, boolean startup) {
        server.reportState(new AgentState(host, type, binary, topic, null, configurations, startup));
    }

    @Override
    public void close() {
        Threads.end(beats);
    }
}
