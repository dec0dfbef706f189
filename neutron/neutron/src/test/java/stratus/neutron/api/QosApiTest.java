package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import tools.jackson.databind.JsonNode;

final class QosApiTest {
    private static final String POLICIES = "/v2.0/qos/policies";
    private static final String LIMIT = "bandwidth_limit_rule";

    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), true);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final RestClient other = neutron.api.as("other");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @BeforeEach
    void aManagerComes() {
        neutron.callers.add("manager", Callers.PROJECT, Set.of("manager", "member", "reader"));
    }

    @AfterEach
    void stop() {
        neutron.close();
    }

    private RestClient manager() {
        return neutron.api.as("manager");
    }

    private String policy(Map<String, ?> fields) {
        return id(admin.post(POLICIES, Map.of("policy", fields)).path("policy"));
    }

    private static String rules(String policy, String kind) {
        return POLICIES + "/" + policy + "/" + kind + "s";
    }

    private JsonNode rule(String policy, String kind, Map<String, ?> fields) {
        return manager().post(rules(policy, kind), Map.of(kind, fields)).path(kind);
    }

    @Test
    void aPolicyShowsItsRules() {
        var policy = policy(Map.of("name", "slow"));
        var limit = rule(policy, LIMIT, Map.of("max_kbps", "1000"));
        var mark = rule(policy, "dscp_marking_rule", Map.of("dscp_mark", 26));

        assertThat(limit.propertyNames()).containsExactlyInAnyOrder("id", "max_kbps", "max_burst_kbps", "direction");
        assertThat(limit.path("max_kbps").asInt()).isEqualTo(1000);
        assertThat(limit.path("direction").stringValue()).isEqualTo("egress");
        assertThat(member.get(POLICIES + "/" + policy).at("/policy/rules").valueStream())
                .extracting(
                        r -> r.path("type").stringValue(),
                        r -> r.path("qos_policy_id").stringValue())
                .containsExactly(tuple("bandwidth_limit", policy), tuple("dscp_marking", policy));

        manager()
                .put(
                        rules(policy, LIMIT) + "/" + id(limit),
                        Map.of(LIMIT, Map.of("max_kbps", 2000, "direction", "ingress")));
        manager()
                .put(
                        "/v2.0/qos/alias-bandwidth-limit-rules/" + id(limit),
                        Map.of("alias_bandwidth_limit_rule", Map.of("max_burst_kbps", 100)));
        assertThat(member.get(rules(policy, LIMIT) + "?direction=ingress")
                        .at("/bandwidth_limit_rules/0/max_burst_kbps")
                        .asInt())
                .isEqualTo(100);
        manager().delete("/v2.0/qos/alias-dscp-marking-rules/" + id(mark));
        assertThat(member.get(POLICIES + "/" + policy).at("/policy/rules").size())
                .isEqualTo(1);
        refused(
                manager(),
                "GET",
                rules(policy, LIMIT) + "/11111111-2222-4333-8444-555555555555",
                null,
                "404",
                "QosRuleNotFound",
                "for policy " + policy + " could not be found.");
    }

    @Test
    void rulesThatDoNotFitTogetherAreRefused() {
        var policy = policy(Map.of("name", "p"));
        rule(policy, LIMIT, Map.of("max_kbps", 1000));

        var second = Map.of(LIMIT, Map.of("max_kbps", 5));
        refused(admin, "POST", rules(policy, LIMIT), second, "409", "QoSRulesConflict");
        var most = Map.of("minimum_bandwidth_rule", Map.of("min_kbps", 2000));
        refused(admin, "POST", rules(policy, "minimum_bandwidth_rule"), most, "409", "QoSRuleParameterConflict");
        var mark = Map.of("dscp_marking_rule", Map.of("dscp_mark", 7));
        refused(admin, "POST", rules(policy, "dscp_marking_rule"), mark, "400", "HTTPBadRequest", "'7' is not in");
        refused(admin, "POST", rules(policy, LIMIT), Map.of(LIMIT, Map.of()), "400", "HTTPBadRequest", "max_kbps");
        refused(member, "POST", rules(policy, LIMIT), second, "403", "PolicyNotAuthorized");
        refused(other, "POST", rules(policy, LIMIT), second, "403", "PolicyNotAuthorized");
        refused(admin, "POST", rules("policy", LIMIT), second, "404", "QosPolicyNotFound");
    }

    @Test
    void portsAndNetworksNameAPolicyThatTheyMayUse() {
        var own = policy(Map.of("name", "own"));
        var network = id(world.network(member, Map.of("qos_policy_id", own)));
        world.subnet(network, "10.0.0.0/24");
        var port = world.port(member, Map.of("network_id", network));
        assertThat(port.path("qos_policy_id").isNull()).isTrue();
        assertThat(port.path("qos_network_policy_id").stringValue()).isEqualTo(own);
        refused(admin, "DELETE", POLICIES + "/" + own, null, "409", "QosPolicyInUse", "is used by network " + network);
        var theirs = Map.of("network", Map.of("qos_policy_id", own));
        refused(other, "POST", "/v2.0/networks", theirs, "404", "QosPolicyNotFound");

        admin.put(POLICIES + "/" + own, Map.of("policy", Map.of("shared", true)));
        var shared = id(world.network(other, Map.of("qos_policy_id", own)));
        refused(
                admin,
                "PUT",
                POLICIES + "/" + own,
                Map.of("policy", Map.of("shared", false)),
                "409",
                "RbacPolicyInUse");
        var none = new HashMap<String, Object>();
        none.put("qos_policy_id", null);
        other.put("/v2.0/networks/" + shared, Map.of("network", none));
        member.put("/v2.0/networks/" + network, Map.of("network", none));
        admin.put(POLICIES + "/" + own, Map.of("policy", Map.of("shared", false)));
    }

    @Test
    void guaranteesCanBeWrittenDownButNotGiven() {
        var policy = policy(Map.of("name", "p"));
        rule(policy, "minimum_bandwidth_rule", Map.of("min_kbps", 100));
        var network = world.network();
        var body = Map.of("port", Map.of("network_id", network, "qos_policy_id", policy));

        refused(member, "POST", "/v2.0/ports", body, "409", "QosRuleNotSupported", "Rule minimum_bandwidth");
        assertThat(member.get("/v2.0/qos/rule-types").path("rule_types").toString())
                .isEqualTo("[{\"type\":\"bandwidth_limit\"},{\"type\":\"dscp_marking\"}]");
        assertThat(admin.get("/v2.0/qos/rule-types/dscp_marking")
                        .at("/rule_type/drivers/0/name")
                        .stringValue())
                .isEqualTo("linuxbridge");
        refused(member, "GET", "/v2.0/qos/rule-types/dscp_marking", null, "403", "PolicyNotAuthorized");
    }

    @Test
    void aProjectsDefaultIsThatOfItsNetworks() {
        var policy = policy(Map.of("name", "usual", "is_default", true));
        var second = Map.of("policy", Map.of("name", "p", "is_default", true));
        refused(admin, "POST", POLICIES, second, "409", "QoSPolicyDefaultAlreadyExists");

        var network = world.network(member, Map.of());

        assertThat(network.path("qos_policy_id").stringValue()).isEqualTo(policy);
        assertThat(other.post("/v2.0/networks", Map.of("network", Map.of()))
                        .at("/network/qos_policy_id")
                        .isNull())
                .isTrue();
    }
}
