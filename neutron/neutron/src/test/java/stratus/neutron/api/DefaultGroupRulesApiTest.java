package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

final class DefaultGroupRulesApiTest {
    private static final String RULES = "/v2.0/default-security-group-rules";

    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), true);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");

    @AfterEach
    void stop() {
        neutron.close();
    }

    private static Map<String, ?> rule(int port, boolean ofDefault) {
        return Map.of(
                "default_security_group_rule",
                Map.of(
                        "direction",
                        "ingress",
                        "protocol",
                        "tcp",
                        "port_range_min",
                        port,
                        "port_range_max",
                        port,
                        "remote_group_id",
                        "PARENT",
                        "used_in_default_sg",
                        ofDefault));
    }

    @Test
    void newGroupsBeginWithWhatTheAdministratorWants() {
        assertThat(member.get(RULES).path("default_security_group_rules").size())
                .isEqualTo(4);
        admin.post(RULES, rule(22, false));
        for (var egress : admin.get(RULES + "?direction=egress&ethertype=IPv6").path("default_security_group_rules")) {
            admin.delete(RULES + "/" + id(egress));
        }

        var made = member.post("/v2.0/security-groups", Map.of("security_group", Map.of("name", "web")))
                .path("security_group");

        assertThat(made.path("security_group_rules").valueStream())
                .extracting(r -> r.path("direction").stringValue() + " "
                        + r.path("ethertype").stringValue() + " "
                        + r.path("port_range_min").asInt(0))
                .containsExactlyInAnyOrder("egress IPv4 0", "ingress IPv4 22");
        assertThat(made.path("security_group_rules").valueStream())
                .extracting(r -> r.path("remote_group_id").asString(""))
                .contains(id(made));
        assertThat(member.get("/v2.0/security-groups?name=default")
                        .at("/security_groups/0/security_group_rules")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void oneOfAKindIsEnough() {
        admin.post(RULES, rule(22, true));

        refused(admin, "POST", RULES, rule(22, false), "409", "DefaultSecurityGroupRuleExists");
        admin.post(RULES, rule(23, false));
        refused(member, "POST", RULES, rule(24, false), "403", "PolicyNotAuthorized");
        refused(
                admin,
                "POST",
                RULES,
                Map.of("default_security_group_rule", Map.of("direction", "ingress", "port_range_min", 70000)),
                "400",
                "SecurityGroupInvalidPortValue",
                "Invalid value for port 70000");
    }
}
