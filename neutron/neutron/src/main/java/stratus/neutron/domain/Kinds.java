package stratus.neutron.domain;

import static stratus.neutron.domain.Attribute.both;
import static stratus.neutron.domain.Attribute.needed;
import static stratus.neutron.domain.Attribute.post;
import static stratus.neutron.domain.Attribute.put;
import static stratus.neutron.domain.Attribute.readOnly;
import static stratus.neutron.domain.Attribute.required;
import static stratus.neutron.domain.Types.any;
import static stratus.neutron.domain.Types.cidr;
import static stratus.neutron.domain.Types.dictionary;
import static stratus.neutron.domain.Types.each;
import static stratus.neutron.domain.Types.flag;
import static stratus.neutron.domain.Types.integer;
import static stratus.neutron.domain.Types.ip;
import static stratus.neutron.domain.Types.list;
import static stratus.neutron.domain.Types.mac;
import static stratus.neutron.domain.Types.object;
import static stratus.neutron.domain.Types.oneOf;
import static stratus.neutron.domain.Types.orNull;
import static stratus.neutron.domain.Types.text;
import static stratus.neutron.domain.Types.uuid;

import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Attribute.Type;

/** The attribute map of the API: what each resource has, and what may be said of it. */
public final class Kinds {
    private static final Type NAME = text(255);
    private static final Type ROUTES =
            orNull(list(object(Map.of("destination", cidr(), "nexthop", ip()), "destination", "nexthop")));
    private static final Type FIXED_IPS = list(object(Map.of("ip_address", ip(), "subnet_id", uuid())));
    private static final Type DHCP_OPTION = object(
            Map.of("opt_name", text(255), "opt_value", orNull(text(255)), "ip_version", oneOf(4, 6)),
            "opt_name",
            "opt_value");
    private static final Type IPV6_MODE = oneOf("dhcpv6-stateful", "dhcpv6-stateless", "slaac");

    public static final Kind NETWORK = new Kind(
            "network",
            "networks",
            List.of(
                    both("name", NAME, ""),
                    both("description", NAME, ""),
                    both("admin_state_up", flag(), true),
                    both("shared", flag(), false),
                    both("router:external", flag(), false),
                    both("port_security_enabled", flag(), true),
                    both("is_default", flag(), false),
                    both("mtu", integer(0, 65535)),
                    both("provider:network_type", text(32)),
                    both("provider:physical_network", orNull(text(64))),
                    both("provider:segmentation_id", orNull(integer(0, 16777215))),
                    both("dns_domain", NAME),
                    both("qos_policy_id", orNull(uuid())),
                    post("availability_zone_hints", list(text(255))),
                    readOnly("availability_zones"),
                    readOnly("ipv4_address_scope"),
                    readOnly("ipv6_address_scope"),
                    readOnly("status"),
                    readOnly("subnets")),
            Map.of(
                    "name", "name",
                    "router:external", "external",
                    "segment", "segment",
                    "qos_policy_id", "qos_policy_id"),
            "NetworkNotFound",
            "Network %s could not be found.");

    public static final Kind SUBNET = new Kind(
            "subnet",
            "subnets",
            List.of(
                    both("name", NAME, ""),
                    both("description", NAME, ""),
                    required("network_id", uuid()),
                    post("cidr", orNull(cidr())),
                    post("ip_version", oneOf(4, 6)),
                    both("gateway_ip", orNull(ip())),
                    both("allocation_pools", list(object(Map.of("start", ip(), "end", ip()), "start", "end"))),
                    both("dns_nameservers", orNull(list(ip())), List.of()),
                    both("host_routes", ROUTES, List.of()),
                    both("enable_dhcp", flag(), true),
                    post("ipv6_ra_mode", orNull(IPV6_MODE)),
                    post("ipv6_address_mode", orNull(IPV6_MODE)),
                    both("dns_publish_fixed_ip", flag(), false),
                    both("service_types", list(text(255)), List.of()),
                    post("subnetpool_id", orNull(uuid())),
                    post("use_default_subnetpool", flag()),
                    post("prefixlen", integer(0, 128)),
                    readOnly("router:external"),
                    readOnly("shared")),
            Map.of("name", "name", "network_id", "network_id", "cidr", "cidr", "subnetpool_id", "subnetpool_id"),
            "SubnetNotFound",
            "Subnet %s could not be found.");

    public static final Kind PORT = new Kind(
            "port",
            "ports",
            List.of(
                    both("name", NAME, ""),
                    both("description", NAME, ""),
                    required("network_id", uuid()),
                    both("admin_state_up", flag(), true),
                    both("mac_address", orNull(mac())),
                    both("fixed_ips", FIXED_IPS),
                    both("device_id", NAME, ""),
                    both("device_owner", NAME, ""),
                    both("security_groups", orNull(list(uuid()))),
                    both("port_security_enabled", flag()),
                    both(
                            "allowed_address_pairs",
                            orNull(each(object(Map.of("ip_address", cidrOrIp(), "mac_address", mac()), "ip_address"))),
                            List.of()),
                    both("extra_dhcp_opts", orNull(list(DHCP_OPTION)), List.of()),
                    both("binding:host_id", orNull(NAME), ""),
                    both("binding:vnic_type", oneOf("normal"), "normal"),
                    both("binding:profile", orNull(dictionary()), Map.of()),
                    both("dns_name", NAME, ""),
                    both("dns_domain", NAME, ""),
                    both("qos_policy_id", orNull(uuid())),
                    post("tags", list(text(255))),
                    readOnly("qos_network_policy_id"),
                    readOnly("binding:vif_type"),
                    readOnly("binding:vif_details"),
                    readOnly("dns_assignment"),
                    readOnly("ip_allocation"),
                    readOnly("status")),
            Map.of(
                    "name", "name",
                    "network_id", "network_id",
                    "device_id", "device_id",
                    "device_owner", "device_owner",
                    "mac_address", "mac_address",
                    "binding:host_id", "host",
                    "status", "status",
                    "qos_policy_id", "qos_policy_id"),
            "PortNotFound",
            "Port %s could not be found.");

    public static final Kind SECURITY_GROUP = new Kind(
            "security_group",
            "security_groups",
            List.of(
                    both("name", NAME, ""),
                    both("description", NAME, ""),
                    both("stateful", flag(), true),
                    readOnly("shared"),
                    readOnly("is_default"),
                    readOnly("security_group_rules")),
            Map.of("name", "name"),
            "SecurityGroupNotFound",
            "Security group %s does not exist");

    public static final Kind SECURITY_GROUP_RULE = new Kind(
            "security_group_rule",
            "security_group_rules",
            List.of(
                    required("security_group_id", uuid()),
                    required("direction", oneOf("ingress", "egress")),
                    post("protocol", orNull(any())),
                    post("port_range_min", orNull(portNumber())),
                    post("port_range_max", orNull(portNumber())),
                    post("ethertype", orNull(any())),
                    post("remote_ip_prefix", orNull(any())),
                    post("remote_group_id", orNull(any())),
                    both("description", NAME, ""),
                    post("remote_address_group_id", orNull(uuid())),
                    readOnly("normalized_cidr"),
                    readOnly("belongs_to_default_sg")),
            Map.of(
                    "security_group_id", "security_group_id",
                    "remote_group_id", "remote_group_id",
                    "remote_address_group_id", "remote_address_group_id"),
            "SecurityGroupRuleNotFound",
            "Security group rule %s does not exist");

    public static final Kind ROUTER = new Kind(
            "router",
            "routers",
            List.of(
                    both("name", NAME, ""),
                    both("description", NAME, ""),
                    both("admin_state_up", flag(), true),
                    both("external_gateway_info", gateway()),
                    put("routes", ROUTES),
                    both("distributed", oneOfFalse("distributed")),
                    both("ha", oneOfFalse("ha")),
                    post("availability_zone_hints", list(text(255))),
                    readOnly("availability_zones"),
                    readOnly("flavor_id"),
                    readOnly("status")),
            Map.of("name", "name", "agent_host", "agent_host"),
            "RouterNotFound",
            "Router %s could not be found");

    public static final Kind FLOATING_IP = new Kind(
            "floatingip",
            "floatingips",
            List.of(
                    required("floating_network_id", uuid()),
                    post("floating_ip_address", orNull(ip())),
                    post("subnet_id", orNull(uuid())),
                    both("port_id", orNull(uuid())),
                    both("fixed_ip_address", orNull(ip())),
                    both("description", NAME, ""),
                    post("dns_name", NAME),
                    post("dns_domain", NAME),
                    readOnly("router_id"),
                    readOnly("port_details"),
                    readOnly("status")),
            Map.of(
                    "floating_network_id", "floating_network_id",
                    "floating_ip_address", "floating_ip_address",
                    "port_id", "port_id",
                    "router_id", "router_id",
                    "status", "status"),
            "FloatingIPNotFound",
            "Floating IP %s could not be found");

    public static final Kind SUBNETPOOL = new Kind(
            "subnetpool",
            "subnetpools",
            List.of(
                    needed("name", text(255)),
                    both("description", NAME, ""),
                    needed("prefixes", list(cidr())),
                    both("default_quota", orNull(integer(0, Integer.MAX_VALUE))),
                    both("default_prefixlen", integer(0, Integer.MAX_VALUE)),
                    both("min_prefixlen", integer(0, Integer.MAX_VALUE)),
                    both("max_prefixlen", integer(0, Integer.MAX_VALUE)),
                    both("is_default", flag(), false),
                    post("shared", flag(), false),
                    both("address_scope_id", orNull(uuid())),
                    readOnly("ip_version")),
            Map.of("name", "name", "is_default", "is_default", "address_scope_id", "address_scope_id"),
            "SubnetPoolNotFound",
            "Subnet pool %s could not be found.");

    public static final Kind ADDRESS_SCOPE = new Kind(
            "address_scope",
            "address_scopes",
            List.of(both("name", NAME, ""), both("shared", flag(), false), required("ip_version", oneOf(4, 6))),
            Map.of("name", "name"),
            "AddressScopeNotFound",
            "Address scope %s could not be found.");

    public static final Kind AGENT = new Kind(
            "agent",
            "agents",
            List.of(
                    put("admin_state_up", flag()),
                    put("description", orNull(NAME)),
                    readOnly("agent_type"),
                    readOnly("binary"),
                    readOnly("topic"),
                    readOnly("host"),
                    readOnly("availability_zone"),
                    readOnly("alive"),
                    readOnly("configurations"),
                    readOnly("started_at"),
                    readOnly("heartbeat_timestamp"),
                    readOnly("resource_versions"),
                    readOnly("resources_synced")),
            Map.of("host", "host", "agent_type", "agent_type"),
            "AgentNotFound",
            "Agent %s could not be found.");

    private Kinds() {}

    static Type portNumber() {
        return (name, value) -> {
            var text = Resource.text(value);
            if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
                throw Refusals.bad("SecurityGroupInvalidPortValue", "Invalid value for port %s".formatted(text));
            }
            return integer(0, 65535).read(name, value);
        };
    }

    private static Type cidrOrIp() {
        return (name, value) -> {
            if (!value.isString() || !Cidr.valid(value.stringValue())) {
                throw Refusals.invalid(name, "'%s' is not a valid IP address".formatted(Resource.text(value)));
            }
            return value;
        };
    }

    /** An empty object means the same as null. */
    private static Type gateway() {
        var full = orNull(object(
                Map.of("network_id", uuid(), "enable_snat", flag(), "external_fixed_ips", orNull(FIXED_IPS)),
                "network_id"));
        return (name, value) -> value.isObject() && value.isEmpty()
                ? tools.jackson.databind.node.JsonNodeFactory.instance.nullNode()
                : full.read(name, value);
    }

    /** DVR and HA routers are not there yet; asking for neither is fine. */
    private static Type oneOfFalse(String what) {
        return (name, value) -> {
            if (flag().read(name, value).asBoolean()) {
                throw new stratus.oslo.base.Fault.NotImplemented(
                        "Routers with '%s' are not supported by this deployment.".formatted(what));
            }
            return flag().read(name, value);
        };
    }
}
