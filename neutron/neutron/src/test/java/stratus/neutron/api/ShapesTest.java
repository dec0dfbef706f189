package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.id;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import tools.jackson.databind.JsonNode;

/** The attributes of upstream's samples, less those of extensions that are not served. */
final class ShapesTest {
    private static final String EVERYWHERE = "id project_id tenant_id created_at updated_at revision_number ";

    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    private static void shaped(JsonNode resource, String names) {
        assertThat(resource.propertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(names.trim().split(" ")));
    }

    @Test
    void resourcesLookAsUpstreams() {
        neutron.agentsOn("node-1");
        var external = world.external("172.24.4.0/24");
        var network = world.network();
        var subnet = world.subnet(network, "10.0.0.0/24");
        var port = world.port(member, Map.of("network_id", network));
        var router = world.routerTo(external);
        world.addSubnet(router, subnet);
        var floating = world.floating(Map.of("floating_network_id", external, "port_id", id(port)));

        shaped(
                member.get("/v2.0/networks/" + network).path("network"),
                EVERYWHERE
                        + "name description tags admin_state_up availability_zone_hints availability_zones dns_domain ipv4_address_scope ipv6_address_scope is_default mtu port_security_enabled qos_policy_id router:external shared status subnets");
        shaped(
                member.get("/v2.0/subnets/" + subnet).path("subnet"),
                EVERYWHERE
                        + "name description tags allocation_pools cidr dns_nameservers dns_publish_fixed_ip enable_dhcp gateway_ip host_routes ip_version ipv6_address_mode ipv6_ra_mode network_id router:external service_types subnetpool_id");
        shaped(
                member.get("/v2.0/ports/" + id(port)).path("port"),
                EVERYWHERE
                        + "name description tags admin_state_up allowed_address_pairs binding:vnic_type device_id device_owner dns_assignment dns_domain dns_name extra_dhcp_opts fixed_ips ip_allocation mac_address network_id port_security_enabled qos_network_policy_id qos_policy_id security_groups status");
        shaped(
                admin.get("/v2.0/routers/" + router).path("router"),
                EVERYWHERE
                        + "name description tags admin_state_up availability_zone_hints availability_zones distributed external_gateway_info flavor_id ha routes status");
        shaped(
                member.get("/v2.0/floatingips/" + id(floating)).path("floatingip"),
                EVERYWHERE
                        + "description tags dns_domain dns_name fixed_ip_address floating_ip_address floating_network_id port_details port_id router_id status");
        shaped(
                member.get("/v2.0/floatingips/" + id(floating)).at("/floatingip/port_details"),
                "name network_id mac_address admin_state_up status device_id device_owner");
        var group = member.get("/v2.0/security-groups").at("/security_groups/0");
        shaped(group, EVERYWHERE + "name description tags is_default security_group_rules shared stateful");
        shaped(
                member.get("/v2.0/security-group-rules").at("/security_group_rules/0"),
                EVERYWHERE
                        + "description belongs_to_default_sg direction ethertype normalized_cidr port_range_max port_range_min protocol remote_address_group_id remote_group_id remote_ip_prefix security_group_id");
        shaped(
                admin.get("/v2.0/agents").at("/agents/0"),
                "id admin_state_up agent_type alive availability_zone binary configurations created_at description heartbeat_timestamp host resource_versions resources_synced started_at topic");
    }

    @Test
    void whatIsThereIsTold() {
        assertThat(member.get("/v2.0").at("/resources/0").propertyNames())
                .containsExactlyInAnyOrder("links", "name", "collection");
        assertThat(member.get("/").at("/versions/0/id").stringValue()).isEqualTo("v2.0");
        shaped(member.get("/v2.0/extensions/router").path("extension"), "alias name description links updated");
        assertThat(member.get("/v2.0/extensions").path("extensions").valueStream())
                .extracting(e -> e.path("alias").stringValue())
                .contains("router", "extraroute", "ext-gw-mode", "l3_agent_scheduler", "subnet_allocation")
                .doesNotHaveDuplicates();
    }
}
