package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;

import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.neutron.rpc.NetworkServerRpc.GetWantedState;
import stratus.neutron.rpc.WantedState.Limit;
import stratus.neutron.rpc.WantedState.Traffic;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

/** What hosts are told of policies. */
final class QosOnHostsTest {
    private static final String POLICIES = "/v2.0/qos/policies";

    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final NetworkWorld world = new NetworkWorld(admin, neutron.api.as("member"));

    @AfterEach
    void stop() {
        neutron.close();
    }

    private String policy(String kind, Map<String, ?> rule) {
        var policy =
                id(admin.post(POLICIES, Map.of("policy", Map.of("name", kind))).path("policy"));
        admin.post(POLICIES + "/" + policy + "/" + kind + "s", Map.of(kind, rule));
        return policy;
    }

    private @Nullable Traffic told() {
        return neutron.server()
                .wantedState(new GetWantedState("node-1"))
                .ports()
                .getFirst()
                .traffic();
    }

    @Test
    void aPortHasItsOwnPolicyBeforeItsNetworks() throws InterruptedException {
        neutron.agentsOn("node-1");
        var limit = policy("bandwidth_limit_rule", Map.of("max_kbps", 1000, "direction", "ingress"));
        var mark = policy("dscp_marking_rule", Map.of("dscp_mark", 26));
        var network = id(world.network(admin, Map.of("qos_policy_id", limit)));
        var port = id(world.port(admin, Map.of("network_id", network, "binding:host_id", "node-1")));
        assertThat(told()).isEqualTo(new Traffic(null, new Limit(1000, 800), null));

        var nudges = new Semaphore(0);
        neutron.agentHears("node-1", nudges);
        admin.put("/v2.0/ports/" + port, Map.of("port", Map.of("qos_policy_id", mark)));

        nudges.acquire();
        assertThat(told()).isEqualTo(new Traffic(null, null, 26));
    }
}
