package stratus.neutron.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.FixedIp;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.SecurityGroupId;
import stratus.oslo.base.Ids.SubnetId;

/** What one host should have, gathered from ports bound to it. */
final class HostState {
    private final Work work;
    private final Agents agents;
    private final String host;

    HostState(Work work, Agents agents, String host) {
        this.work = work;
        this.agents = agents;
        this.host = host;
    }

    WantedState all() {
        var bound = work.list(Kinds.PORT, "binding:host_id", host).stream()
                .filter(p -> p.text("binding:vif_type").equals("bridge"))
                .toList();
        var networks =
                bound.stream().map(p -> p.text("network_id")).collect(Collectors.toCollection(LinkedHashSet::new));
        var guests = bound.stream()
                .filter(p -> !p.text("device_owner").startsWith("network:"))
                .toList();
        return new WantedState(
                networks.stream()
                        .map(id -> network(work.get(Kinds.NETWORK, id)))
                        .toList(),
                guests.stream().map(this::port).toList(),
                groups(guests),
                new RouterState(work).on(host));
    }

    private WantedState.Network network(Resource network) {
        var ports = work.list(Kinds.PORT, "network_id", network.id());
        var type = WantedState.NetworkType.valueOf(
                network.text("provider:network_type").toUpperCase(Locale.ROOT));
        return new WantedState.Network(
                NetworkId.parse(network.id()),
                type,
                network.orNull("provider:physical_network"),
                network.given("provider:segmentation_id") ? network.number("provider:segmentation_id") : null,
                network.number("mtu"),
                network.flag("router:external"),
                network.text("dns_domain").isEmpty() ? null : network.text("dns_domain"),
                work.list(Kinds.SUBNET, "network_id", network.id()).stream()
                        .map(HostState::subnet)
                        .toList(),
                ports.stream()
                        .filter(p -> p.text("device_owner").equals("network:dhcp"))
                        .map(p -> new WantedState.DhcpPort(
                                PortId.parse(p.id()), p.text("binding:host_id"), p.text("mac_address"), fixed(p)))
                        .toList(),
                ports.stream().map(HostState::lease).toList(),
                type == WantedState.NetworkType.VXLAN ? peers(ports) : List.of());
    }

    private static WantedState.Subnet subnet(Resource s) {
        return new WantedState.Subnet(
                SubnetId.parse(s.id()),
                s.text("cidr"),
                s.number("ip_version"),
                s.orNull("gateway_ip"),
                s.flag("enable_dhcp"),
                s.orNull("ipv6_ra_mode"),
                s.orNull("ipv6_address_mode"),
                s.texts("dns_nameservers"),
                s.items("host_routes").stream()
                        .map(r -> new WantedState.Route(r.text("destination"), r.text("nexthop")))
                        .toList(),
                s.items("allocation_pools").stream()
                        .map(p -> new WantedState.AllocationPool(p.text("start"), p.text("end")))
                        .toList());
    }

    private static WantedState.Lease lease(Resource p) {
        return new WantedState.Lease(
                PortId.parse(p.id()),
                p.text("mac_address"),
                p.text("dns_name").isEmpty() ? null : p.text("dns_name"),
                fixed(p),
                p.items("extra_dhcp_opts").stream()
                        .map(o -> new WantedState.DhcpOption(
                                o.text("opt_name"),
                                o.text("opt_value"),
                                o.given("ip_version") ? o.number("ip_version") : 4))
                        .toList());
    }

    private static List<FixedIp> fixed(Resource port) {
        return port.items("fixed_ips").stream()
                .map(f -> new FixedIp(SubnetId.parse(f.text("subnet_id")), f.text("ip_address")))
                .toList();
    }

    private List<WantedState.Peer> peers(List<Resource> ports) {
        var peers = new ArrayList<WantedState.Peer>();
        for (var agent : work.list(Kinds.AGENT, "agent_type", Agents.L2)) {
            var ip = Resource.text(agent.get("configurations").path("tunneling_ip"));
            var there = ports.stream()
                    .filter(p -> p.text("binding:host_id").equals(agent.text("host")))
                    .map(p -> new WantedState.Neighbour(
                            p.text("mac_address"),
                            fixed(p).stream().map(FixedIp::ip).toList()))
                    .toList();
            if (!agent.text("host").equals(host) && !ip.isEmpty() && !there.isEmpty()) {
                peers.add(new WantedState.Peer(ip, there));
            }
        }
        peers.sort(Comparator.comparing(WantedState.Peer::tunnelIp));
        return peers;
    }

    private WantedState.Port port(Resource p) {
        return new WantedState.Port(
                PortId.parse(p.id()),
                NetworkId.parse(p.text("network_id")),
                p.text("mac_address"),
                p.text("device_owner"),
                fixed(p),
                p.items("allowed_address_pairs").stream()
                        .map(a -> new WantedState.AddressPair(a.text("ip_address"), a.orNull("mac_address")))
                        .toList(),
                p.flag("port_security_enabled"),
                p.flag("admin_state_up"),
                p.texts("security_groups").stream().map(SecurityGroupId::parse).toList(),
                new HostTraffic(work).of(p));
    }

    private List<WantedState.SecurityGroup> groups(List<Resource> guests) {
        var ids = new LinkedHashSet<String>();
        guests.forEach(g -> ids.addAll(g.texts("security_groups")));
        for (var id : Set.copyOf(ids)) {
            work.list(Kinds.SECURITY_GROUP_RULE, "security_group_id", id).stream()
                    .filter(r -> r.given("remote_group_id"))
                    .forEach(r -> ids.add(r.text("remote_group_id")));
        }
        return ids.stream()
                .sorted()
                .map(id -> group(work.get(Kinds.SECURITY_GROUP, id)))
                .toList();
    }

    private WantedState.SecurityGroup group(Resource group) {
        return new WantedState.SecurityGroup(
                new SecurityGroupId(UUID.fromString(group.id())),
                group.flag("stateful"),
                group.items("security_group_rules").stream()
                        .flatMap(this::rules)
                        .toList(),
                members(group.id()));
    }

    private List<String> members(String group) {
        var members = new ArrayList<String>();
        for (var id : work.addresses().portsOf(work.tx(), group)) {
            var port = work.get(Kinds.PORT, id);
            fixed(port).forEach(f -> members.add(f.ip()));
            port.items("allowed_address_pairs").forEach(a -> members.add(a.text("ip_address")));
        }
        return members.stream().distinct().sorted().toList();
    }

    /** A rule with an address group is one for each of the group's blocks of its IP version. */
    private Stream<WantedState.Rule> rules(Resource r) {
        if (!r.given("remote_address_group_id")) {
            return Stream.of(rule(r));
        }
        int version = r.text("ethertype").equals("IPv6") ? 6 : 4;
        return work.get(AccessKinds.ADDRESS_GROUP, r.text("remote_address_group_id")).texts("addresses").stream()
                .filter(a -> Cidr.parse(a).version() == version)
                .map(a -> rule(r.with("remote_ip_prefix", a)));
    }

    private static WantedState.Rule rule(Resource r) {
        return new WantedState.Rule(
                WantedState.Direction.valueOf(r.text("direction").toUpperCase(Locale.ROOT)),
                r.text("ethertype"),
                r.orNull("protocol"),
                r.given("port_range_min") ? r.number("port_range_min") : null,
                r.given("port_range_max") ? r.number("port_range_max") : null,
                r.orNull("remote_ip_prefix"),
                r.given("remote_group_id") ? SecurityGroupId.parse(r.text("remote_group_id")) : null);
    }
}
