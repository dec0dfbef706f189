package stratus.neutron.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;
import stratus.neutron.rpc.NetworkServerRpc.AgentState;

/** Who serves networks on which host, as far as their heartbeats tell. */
public final class Agents implements Rules {
    public static final String L2 = "Linux bridge agent";
    public static final String DHCP = "DHCP agent";
    public static final String L3 = "L3 agent";

    private static final Duration DOWN_AFTER = Duration.ofSeconds(75);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final boolean fake;

    /** {@code fake}: guests are pretended, and so is their network. */
    public Agents(boolean fake) {
        this.fake = fake;
    }

    public boolean fake() {
        return fake;
    }

    @Override
    public Kind kind() {
        return Kinds.AGENT;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        throw new stratus.oslo.base.Fault.MethodNotAllowed("Agents report themselves.");
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        return work.save(kind(), before.merge(changes));
    }

    @Override
    public void delete(Work work, Resource agent) {
        work.delete(kind(), agent);
    }

    /** Takes a heartbeat; whether the agent is new or was given up. */
    boolean report(Work work, AgentState state) {
        var known =
                work
                        .list(kind(), Map.of("host", List.of(state.host()), "agent_type", List.of(state.agentType())))
                        .stream()
                        .findFirst();
        var said = Resource.empty()
                .with("binary", state.binary())
                .with("topic", state.topic())
                .with("availability_zone", state.availabilityZone() == null ? "nova" : state.availabilityZone())
                .with("configurations", state.configurations())
                .with("heartbeat_timestamp", TIME.format(work.now()));
        if (known.isEmpty()) {
            work.insert(
                    kind(),
                    said.with("host", state.host())
                            .with("project_id", "")
                            .with("agent_type", state.agentType())
                            .with("admin_state_up", true)
                            .with("description", null)
                            .with("resource_versions", Map.of())
                            .with("resources_synced", null)
                            .with("started_at", TIME.format(work.now())));
            return true;
        }
        var before = known.get();
        var after = before.merge(said);
        work.saveQuietly(kind(), state.startup() ? after.with("started_at", TIME.format(work.now())) : after);
        return state.startup() || !alive(before, work.now());
    }

    public static boolean alive(Resource agent, Instant now) {
        var heard = TIME.parse(agent.text("heartbeat_timestamp"), Instant::from);
        return heard.plus(DOWN_AFTER).isAfter(now);
    }

    List<Resource> of(Work work, String type) {
        return work.list(kind(), "agent_type", type);
    }

    List<Resource> alive(Work work, String type) {
        return work.list(kind(), "agent_type", type).stream()
                .filter(a -> a.flag("admin_state_up") && alive(a, work.now()))
                .sorted(Comparator.comparing(a -> a.text("host")))
                .toList();
    }

    Optional<Resource> onHost(Work work, String type, String host) {
        return alive(work, type).stream()
                .filter(a -> a.text("host").equals(host))
                .findFirst();
    }

    /** VXLAN where any agent can build tunnels; else networks end at the host. */
    String tenantNetworkType(Work work) {
        boolean tunnels = fake
                || alive(work, L2).stream()
                        .anyMatch(a -> a.get("configurations")
                                .path("tunnel_types")
                                .valueStream()
                                .anyMatch(t -> Resource.text(t).equals("vxlan")));
        return tunnels ? "vxlan" : "local";
    }

    /** The same for the same host in every process. */
    static String uuid(String host) {
        return UUID.nameUUIDFromBytes(host.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
