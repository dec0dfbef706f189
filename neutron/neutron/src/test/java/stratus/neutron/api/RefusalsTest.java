package stratus.neutron.api;

import static stratus.neutron.api.NetworkWorld.id;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

/** What is refused is refused in upstream's words. */
final class RefusalsTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), true);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    private void network(Map<String, ?> fields, String... words) {
        refused(admin, "POST", "/v2.0/networks", Map.of("network", fields), words);
    }

    @Test
    void networks() {
        var flat = Map.of("provider:network_type", "flat", "provider:physical_network", "public");
        var vlan = Map.of(
                "provider:network_type", "vlan", "provider:physical_network", "p", "provider:segmentation_id", 7);
        world.network(admin, flat);
        world.network(admin, vlan);

        network(
                flat,
                "409",
                "FlatNetworkInUse",
                "Unable to create the flat network. Physical network public is in use.");
        network(vlan, "409", "VlanIdInUse", "The VLAN 7 on physical network p is in use.");
        network(
                Map.of("provider:network_type", "flat"),
                "400",
                "InvalidInput",
                "physical_network required for flat provider network");
        network(
                Map.of("provider:network_type", "gre"),
                "400",
                "InvalidInput",
                "network_type value 'gre' not supported");
        network(
                Map.of("provider:network_type", "vxlan", "provider:physical_network", "p"),
                "400",
                "InvalidInput",
                "provider:physical_network specified for vxlan network");
        network(Map.of("provider:physical_network", "p"), "400", "InvalidInput", "network_type required");
        network(Map.of("mtu", 9000), "400", "InvalidInput", "Requested MTU is too big, maximum is 1450");
        network(Map.of("admin_state_up", "maybe"), "400", "InvalidInput", "'maybe' cannot be converted to boolean");
        network(Map.of("name", List.of()), "400", "HTTPBadRequest", "Invalid input for name. Reason: '[]' is not a");
        refused(
                member,
                "POST",
                "/v2.0/networks",
                Map.of("network", Map.of("shared", true)),
                "403",
                "PolicyNotAuthorized",
                "create_network:shared");
    }

    @Test
    void subnets() {
        var network = world.network();
        var here = new HashMap<String, Object>(Map.of("network_id", network, "ip_version", 4, "cidr", "10.0.0.0/24"));

        subnet(here, Map.of("cidr", "nowhere"), "400", "HTTPBadRequest", "'nowhere' is not a valid IP subnet");
        subnet(
                here,
                Map.of("ip_version", 6),
                "400",
                "InvalidInput",
                "cidr '10.0.0.0/24' does not match the ip_version '6'");
        subnet(here, Map.of("cidr", "10.0.0.0/31"), "400", "InvalidInput", "incompatible with DHCP service enabled");
        subnet(here, Map.of("cidr", "224.0.0.0/24"), "400", "InvalidInput", "Multicast IP subnet is not supported");
        subnet(here, Map.of("gateway_ip", "10.0.0.255"), "400", "InvalidInput", "Gateway is not valid on subnet");
        subnet(here, Map.of("ipv6_ra_mode", "slaac"), "400", "InvalidInput", "ipv6_ra_mode is not valid when");
        subnet(
                here,
                Map.of("dns_nameservers", List.of("fd00::1")),
                "400",
                "InvalidInput",
                "dns_nameserver 'fd00::1' does not match the ip_version '4'");
        subnet(
                here,
                Map.of("allocation_pools", List.of(Map.of("start", "10.0.0.1", "end", "10.0.0.9"))),
                "409",
                "GatewayConflictWithAllocationPools",
                "Gateway ip 10.0.0.1 conflicts with allocation pool 10.0.0.1-10.0.0.9.");
        subnet(
                here,
                Map.of("allocation_pools", List.of(Map.of("start", "10.0.0.9", "end", "10.0.1.9"))),
                "400",
                "OutOfBoundsAllocationPool");
        refused(
                member,
                "POST",
                "/v2.0/subnets",
                Map.of("subnet", Map.of("network_id", network, "ip_version", 4)),
                "400",
                "BadRequest",
                "a subnetpool must be specified in the absence of a cidr");
        refused(
                member,
                "POST",
                "/v2.0/subnets",
                Map.of("subnet", Map.of("cidr", "10.0.0.0/24")),
                "400",
                "HTTPBadRequest",
                "Required attribute 'network_id' not specified");
    }

    private void subnet(Map<String, Object> usual, Map<String, ?> but, String... words) {
        var fields = new HashMap<>(usual);
        fields.putAll(but);
        refused(member, "POST", "/v2.0/subnets", Map.of("subnet", fields), words);
    }

    @Test
    void ports() {
        var network = world.network();
        var subnet = world.subnet(network, "10.0.0.0/24");
        var port = world.port(
                member, Map.of("network_id", network, "fixed_ips", List.of(Map.of("ip_address", "10.0.0.7"))));
        var same = Map.of("network_id", network, "fixed_ips", List.of(Map.of("ip_address", "10.0.0.7")));
        var pair = Map.of("ip_address", "10.0.0.9");

        port(same, "409", "IpAddressAlreadyAllocated", "IP address 10.0.0.7 already allocated in subnet " + subnet);
        port(
                Map.of("network_id", network, "fixed_ips", List.of(Map.of("ip_address", "10.9.0.7"))),
                "400",
                "InvalidIpForNetwork");
        port(
                Map.of("network_id", network, "mac_address", port.path("mac_address")),
                "409",
                "MacAddressInUse",
                "Unable to complete operation for network " + network);
        port(
                Map.of("network_id", network, "allowed_address_pairs", List.of(pair, pair)),
                "400",
                "DuplicateAddressPairInRequest");
        port(
                Map.of("network_id", network, "security_groups", List.of(network)),
                "404",
                "SecurityGroupNotFound",
                "Security group %s does not exist".formatted(network));
        refused(
                neutron.api.as("other"),
                "POST",
                "/v2.0/ports",
                Map.of("port", Map.of("network_id", network)),
                "403",
                "PolicyNotAuthorized");
        refused(member, "GET", "/v2.0/ports?flavour=1", null, "400", "HTTPBadRequest", "is invalid attribute for filt");
    }

    private void port(Map<String, ?> fields, String... words) {
        refused(member, "POST", "/v2.0/ports", Map.of("port", fields), words);
    }

    @Test
    void securityGroups() {
        var group = id(member.post("/v2.0/security-groups", Map.of("security_group", Map.of("name", "g")))
                .path("security_group"));
        var ssh = Map.of("protocol", "6", "port_range_min", 22, "port_range_max", 22, "remote_ip_prefix", "0.0.0.0/0");
        member.post(
                "/v2.0/security-group-rules",
                rule(group, Map.of("protocol", "tcp", "port_range_min", 22, "port_range_max", 22)));

        rule(group, ssh, "409", "SecurityGroupRuleExists", "Security group rule already exists. Rule id is");
        rule(group, Map.of("ethertype", "IPv5"), "400", "SecurityGroupRuleInvalidEtherType");
        rule(group, Map.of("protocol", "smoke"), "400", "SecurityGroupRuleInvalidProtocol");
        rule(group, Map.of("port_range_min", 1), "400", "SecurityGroupProtocolRequiredWithPorts");
        rule(
                group,
                Map.of("protocol", "tcp", "port_range_min", 9, "port_range_max", 8),
                "400",
                "SecurityGroupInvalidPortRange");
        rule(
                group,
                Map.of("protocol", "esp", "port_range_min", 9, "port_range_max", 9),
                "400",
                "SecurityGroupInvalidProtocolForPort",
                "Ports cannot be specified for protocol 50. Ports are only supported for DCCP, SCTP, TCP, UDP, UDPLITE.");
        rule(group, Map.of("protocol", "icmp", "port_range_max", 9), "400", "SecurityGroupMissingIcmpType");
        rule(
                group,
                Map.of("remote_ip_prefix", "fd00::/8"),
                "400",
                "SecurityGroupRuleParameterConflict",
                "Conflicting value ethertype IPv4 for CIDR fd00::/8");
        refused(
                member,
                "POST",
                "/v2.0/security-groups",
                Map.of("security_group", Map.of("name", "default")),
                "409",
                "SecurityGroupDefaultAlreadyExists");
    }

    private static Map<String, ?> rule(String group, Map<String, ?> but) {
        var fields = new HashMap<String, Object>(Map.of("security_group_id", group, "direction", "ingress"));
        fields.putAll(but);
        return Map.of("security_group_rule", fields);
    }

    private void rule(String group, Map<String, ?> but, String... words) {
        refused(member, "POST", "/v2.0/security-group-rules", rule(group, but), words);
    }
}
