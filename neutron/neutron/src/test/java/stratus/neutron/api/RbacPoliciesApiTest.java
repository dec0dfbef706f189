package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;
import static stratus.testing.service.Callers.OTHER_PROJECT;
import static stratus.testing.service.Callers.PROJECT;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import tools.jackson.databind.JsonNode;

final class RbacPoliciesApiTest {
    private static final String POLICIES = "/v2.0/rbac-policies";

    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), true);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final RestClient other = neutron.api.as("other");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    private static Map<String, Object> policy(String type, String object, String action, String target) {
        return Map.of(
                "rbac_policy",
                Map.of("object_type", type, "object_id", object, "action", action, "target_tenant", target));
    }

    private static JsonNode share(RestClient client, String type, String object, String target) {
        return client.post(POLICIES, policy(type, object, "access_as_shared", target))
                .path("rbac_policy");
    }

    private static int count(RestClient client, String path, String collection) {
        return client.get(path).path(collection).size();
    }

    @Test
    void aNetworkIsSharedWithOneProject() {
        var network = world.network();
        var subnet = world.subnet(network, "10.0.0.0/24");
        refused(other, "GET", "/v2.0/networks/" + network, null, "404", "NetworkNotFound");

        var policy = share(member, "network", network, OTHER_PROJECT);

        assertThat(policy.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "project_id", "tenant_id", "object_type", "object_id", "action", "target_tenant");
        assertThat(other.get("/v2.0/networks/" + network).at("/network/shared").asBoolean())
                .isTrue();
        assertThat(member.get("/v2.0/networks/" + network).at("/network/shared").asBoolean())
                .isFalse();
        assertThat(count(other, "/v2.0/networks?shared=true", "networks")).isEqualTo(1);
        assertThat(count(member, "/v2.0/networks?shared=true", "networks")).isZero();
        assertThat(count(other, "/v2.0/subnets?shared=true", "subnets")).isEqualTo(1);
        assertThat(other.get("/v2.0/subnets/" + subnet).path("subnet").has("shared"))
                .isFalse();
        assertThat(count(member, POLICIES, "rbac_policies")).isEqualTo(1);
        assertThat(count(other, POLICIES, "rbac_policies")).isZero();
        refused(
                other,
                "PUT",
                "/v2.0/networks/" + network,
                Map.of("network", Map.of("name", "mine")),
                "404",
                "HTTPNotFound");
    }

    @Test
    void whatIsInUseStaysShared() {
        var network = world.network();
        world.subnet(network, "10.0.0.0/24");
        var path = POLICIES + "/" + id(share(member, "network", network, OTHER_PROJECT));
        var port = id(world.port(other, Map.of("network_id", network)));

        refused(member, "DELETE", path, null, "409", "RbacPolicyInUse", "Multiple projects are using it");
        var elsewhere = Map.of("rbac_policy", Map.of("target_tenant", PROJECT));
        refused(member, "PUT", path, elsewhere, "409", "RbacPolicyInUse");
        share(admin, "network", network, "*");
        assertThat(member.get("/v2.0/networks/" + network).at("/network/shared").asBoolean())
                .isTrue();
        member.delete(path);
        refused(
                admin,
                "PUT",
                "/v2.0/networks/" + network,
                Map.of("network", Map.of("shared", false)),
                "409",
                "InvalidSharedSetting");
        other.delete("/v2.0/ports/" + port);
        admin.put("/v2.0/networks/" + network, Map.of("network", Map.of("shared", false)));

        assertThat(count(admin, POLICIES, "rbac_policies")).isZero();
        refused(other, "GET", "/v2.0/networks/" + network, null, "404", "NetworkNotFound");
    }

    @Test
    void sharingWithAllIsAPolicyToo() {
        var network = id(world.network(admin, Map.of("shared", true, "router:external", true)));
        assertThat(admin.get(POLICIES + "?sort_key=action")
                        .path("rbac_policies")
                        .valueStream())
                .extracting(
                        p -> p.path("action").stringValue(),
                        p -> p.path("target_tenant").stringValue())
                .containsExactly(tuple("access_as_external", "*"), tuple("access_as_shared", "*"));
        refused(
                admin,
                "POST",
                POLICIES,
                policy("network", network, "access_as_shared", "*"),
                "409",
                "DuplicateRbacPolicy",
                "An RBAC policy already exists with those values.");

        admin.delete("/v2.0/networks/" + network);

        assertThat(count(admin, POLICIES, "rbac_policies")).isZero();
    }

    @Test
    void anExternalNetworkIsThereForThoseItIsFor() {
        var network = id(world.network(admin, Map.of("name", "outside")));
        admin.post(
                "/v2.0/subnets",
                Map.of("subnet", Map.of("network_id", network, "cidr", "172.24.4.0/24", "ip_version", 4)));
        var policy = id(admin.post(POLICIES, policy("network", network, "access_as_external", OTHER_PROJECT))
                .path("rbac_policy"));

        assertThat(other.get("/v2.0/networks/" + network)
                        .at("/network/router:external")
                        .asBoolean())
                .isTrue();
        neutron.callers.add("stranger", "dddddddddddddddddddddddddddddddd", Set.of("member", "reader"));
        var stranger = neutron.api.as("stranger");
        assertThat(count(stranger, "/v2.0/networks", "networks")).isZero();
        refused(stranger, "GET", "/v2.0/networks/" + network, null, "404", "NetworkNotFound");
        var router = Map.of("router", Map.of("external_gateway_info", Map.of("network_id", network)));
        refused(stranger, "POST", "/v2.0/routers", router, "404", "NetworkNotFound");
        var made = id(other.post("/v2.0/routers", router).path("router"));
        refused(admin, "DELETE", POLICIES + "/" + policy, null, "409", "RbacPolicyInUse", "There are routers attached");

        other.delete("/v2.0/routers/" + made);
        admin.delete(POLICIES + "/" + policy);

        assertThat(admin.get("/v2.0/networks/" + network)
                        .at("/network/router:external")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void securityGroupsPoolsAndScopesAreShared() {
        var group = id(member.post("/v2.0/security-groups", Map.of("security_group", Map.of("name", "web")))
                .path("security_group"));
        var policy = POLICIES + "/" + id(share(member, "security_group", group, OTHER_PROJECT));
        var network = id(world.network(other, Map.of("name", "theirs")));
        var port = world.port(other, Map.of("network_id", network, "security_groups", List.of(group)));
        refused(member, "DELETE", policy, null, "409", "RbacPolicyInUse", "project_id=" + OTHER_PROJECT);
        other.delete("/v2.0/ports/" + id(port));
        member.delete(policy);
        refused(other, "GET", "/v2.0/security-groups/" + group, null, "404", "SecurityGroupNotFound");

        var scope =
                id(member.post("/v2.0/address-scopes", Map.of("address_scope", Map.of("name", "s", "ip_version", 4)))
                        .path("address_scope"));
        var fields = Map.of("name", "p", "prefixes", List.of("10.0.0.0/16"), "address_scope_id", scope);
        var pool = id(
                member.post("/v2.0/subnetpools", Map.of("subnetpool", fields)).path("subnetpool"));
        refused(
                member,
                "POST",
                POLICIES,
                policy("subnetpool", pool, "access_as_shared", OTHER_PROJECT),
                "400",
                "InvalidInput",
                "target project doesn't have access to associated address scope");
        share(member, "address_scope", scope, OTHER_PROJECT);
        share(member, "subnetpool", pool, OTHER_PROJECT);

        assertThat(other.get("/v2.0/subnetpools/" + pool)
                        .at("/subnetpool/shared")
                        .asBoolean())
                .isTrue();
        var subnet = Map.of("network_id", network, "ip_version", 4, "subnetpool_id", pool, "prefixlen", 24);
        assertThat(world.subnet(other, subnet)).isNotEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        var network = world.network();
        var theirs = id(world.network(other, Map.of("name", "theirs")));

        refused(
                member,
                "POST",
                POLICIES,
                policy("network", network, "access_as_shared", "*"),
                "403",
                "PolicyNotAuthorized");
        var path = POLICIES + "/" + id(share(member, "network", network, OTHER_PROJECT));
        var toAll = Map.of("rbac_policy", Map.of("target_tenant", "*"));
        refused(member, "PUT", path, toAll, "403", "PolicyNotAuthorized");
        var typed = policy("server", network, "access_as_shared", PROJECT);
        refused(member, "POST", POLICIES, typed, "400", "InvalidInput", "'server' is not a valid RBAC object type");
        refused(
                member,
                "POST",
                POLICIES,
                policy("network", network, "access_as_shared", "nobody"),
                "400",
                "InvalidInput",
                "'nobody' is not a valid target project ID; expected a UUID or '*'");
        refused(
                member,
                "POST",
                POLICIES,
                policy("security_group", network, "access_as_external", PROJECT),
                "400",
                "InvalidInput",
                "does not exist");
        refused(
                member,
                "POST",
                POLICIES,
                policy("network", network, "access_as_owner", PROJECT),
                "400",
                "InvalidActionForType",
                "Invalid action 'access_as_owner' for object type 'network'. Valid actions: ('access_as_shared', 'access_as_external')");
        refused(
                member,
                "POST",
                POLICIES,
                policy("network", theirs, "access_as_shared", PROJECT),
                "400",
                "InvalidInput");
        share(other, "network", theirs, PROJECT);
        refused(
                member,
                "POST",
                POLICIES,
                policy("network", theirs, "access_as_external", PROJECT),
                "400",
                "InvalidInput",
                "Only admins can manipulate policies on networks they do not own");
        var unknown = POLICIES + "/11111111-2222-4333-8444-555555555555";
        refused(member, "GET", unknown, null, "404", "RbacPolicyNotFound", "RBAC policy of type unknown with ID");
        refused(other, "DELETE", path, null, "404", "RbacPolicyNotFound");
    }
}
