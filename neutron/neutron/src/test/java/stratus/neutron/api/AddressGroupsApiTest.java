package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import tools.jackson.databind.JsonNode;

final class AddressGroupsApiTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final RestClient other = neutron.api.as("other");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    private JsonNode group(String... addresses) {
        return member.post("/v2.0/address-groups", Map.of("address_group", Map.of("addresses", List.of(addresses))))
                .path("address_group");
    }

    @Test
    void addressesComeAndGo() {
        var group = group("10.1.2.3/32", "192.168.0.10/24", "2001:db8::f00/64");
        var path = "/v2.0/address-groups/" + id(group);
        assertThat(group.path("addresses").toString())
                .isEqualTo("[\"10.1.2.3/32\",\"192.168.0.0/24\",\"2001:db8::/64\"]");
        assertThat(group.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "description",
                        "addresses",
                        "project_id",
                        "tenant_id",
                        "created_at",
                        "updated_at",
                        "revision_number");

        member.put(path + "/add_addresses", Map.of("addresses", List.of("10.9.9.9")));
        member.put(path + "/remove_addresses", Map.of("addresses", List.of("192.168.0.0/24")));

        assertThat(member.get(path).at("/address_group/addresses").toString())
                .isEqualTo("[\"10.1.2.3/32\",\"2001:db8::/64\",\"10.9.9.9/32\"]");
        var again = Map.of("addresses", List.of("10.9.9.9/32"));
        refused(member, "PUT", path + "/add_addresses", again, "400", "AddressesAlreadyExist", "['10.9.9.9/32']");
        var strange = Map.of("addresses", List.of("10.200.0.0"));
        refused(member, "PUT", path + "/remove_addresses", strange, "404", "AddressesNotFound");
        var bad = Map.of("addresses", List.of("nowhere"));
        refused(member, "PUT", path + "/add_addresses", bad, "400", "HTTPBadRequest");
        var bare = Map.of("address_group", Map.of("addresses", List.of("10.0.0.1")));
        refused(member, "POST", "/v2.0/address-groups", bare, "400", "HTTPBadRequest", "not a valid IP subnet");
        refused(member, "PUT", path, bare, "400", "HTTPBadRequest", "read-only attribute addresses");
    }

    @Test
    void aRuleNamesTheAddressesAndTheHostIsToldEach() {
        neutron.agentsOn("node-1");
        var group = id(group("10.1.2.3/32", "192.168.0.0/24", "2001:db8::/64"));
        var network = world.network();
        world.subnet(network, "10.0.0.0/24");
        var port = world.port(admin, Map.of("network_id", network, "binding:host_id", "node-1"));
        var of = port.at("/security_groups/0").stringValue();
        var said = Map.of("security_group_id", of, "direction", "ingress", "remote_address_group_id", group);
        var rule = id(member.post("/v2.0/security-group-rules", Map.of("security_group_rule", said))
                .path("security_group_rule"));

        var told = neutron.server().wantedState(new NetworkServerRpc.GetWantedState("node-1"));

        assertThat(told.securityGroups().getFirst().rules())
                .filteredOn(r -> r.remoteCidr() != null)
                .extracting(r -> r.etherType() + " " + r.remoteCidr())
                .containsExactly("IPv4 10.1.2.3/32", "IPv4 192.168.0.0/24");
        refused(member, "DELETE", "/v2.0/address-groups/" + group, null, "409", "AddressGroupInUse");
        var two = Map.of(
                "security_group_id",
                of,
                "direction",
                "ingress",
                "remote_ip_prefix",
                "10.0.0.0/8",
                "remote_address_group_id",
                group);
        refused(
                member,
                "POST",
                "/v2.0/security-group-rules",
                Map.of("security_group_rule", two),
                "400",
                "SecurityGroupMultipleRemoteEntites");
        member.delete("/v2.0/security-group-rules/" + rule);
        member.delete("/v2.0/address-groups/" + group);
    }

    @Test
    void anotherProjectsGroupHasToBeShared() {
        var group = id(group("10.1.2.3/32"));
        var of = id(other.get("/v2.0/security-groups").at("/security_groups/0"));
        var rule = Map.of(
                "security_group_rule",
                Map.of("security_group_id", of, "direction", "ingress", "remote_address_group_id", group));
        refused(other, "POST", "/v2.0/security-group-rules", rule, "404", "AddressGroupNotFound");
        var policy = Map.of(
                "object_type",
                "address_group",
                "object_id",
                group,
                "action",
                "access_as_shared",
                "target_tenant",
                Callers.OTHER_PROJECT);

        var shared = id(member.post("/v2.0/rbac-policies", Map.of("rbac_policy", policy))
                .path("rbac_policy"));
        other.post("/v2.0/security-group-rules", rule);

        refused(member, "DELETE", "/v2.0/rbac-policies/" + shared, null, "409", "RbacPolicyInUse");
        var renamed = Map.of("address_group", Map.of("name", "mine"));
        refused(other, "PUT", "/v2.0/address-groups/" + group, renamed, "404", "HTTPNotFound");
    }
}
