package stratus.neutron.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.neutron.rpc.FloatingIpId;
import stratus.neutron.rpc.RouterId;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.Address;
import stratus.neutron.rpc.WantedState.DhcpPort;
import stratus.neutron.rpc.WantedState.Direction;
import stratus.neutron.rpc.WantedState.FixedIp;
import stratus.neutron.rpc.WantedState.FloatingIp;
import stratus.neutron.rpc.WantedState.Gateway;
import stratus.neutron.rpc.WantedState.Interface;
import stratus.neutron.rpc.WantedState.Lease;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.NetworkType;
import stratus.neutron.rpc.WantedState.Peer;
import stratus.neutron.rpc.WantedState.Port;
import stratus.neutron.rpc.WantedState.Router;
import stratus.neutron.rpc.WantedState.Rule;
import stratus.neutron.rpc.WantedState.SecurityGroup;
import stratus.neutron.rpc.WantedState.Subnet;
import stratus.neutron.rpc.WantedState.Traffic;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.SecurityGroupId;
import stratus.oslo.base.Ids.SubnetId;

/** A cloud's networks for tests: {@code private} with two guests, {@code public}, and a router between them. */
public final class Model {
    public static final String HOST = "node-1";
    public static final String PUBLIC_GATEWAY = "172.24.4.1";
    public static final String ROUTER_OUTSIDE = "172.24.4.10";

    public final NetworkId network = NetworkId.random();
    public final SubnetId subnet = SubnetId.random();
    public final SubnetId subnet6 = SubnetId.random();
    public final NetworkId external = NetworkId.random();
    public final SubnetId externalSubnet = SubnetId.random();
    public final RouterId router = RouterId.random();
    public final SecurityGroupId group = SecurityGroupId.random();
    public final PortId dhcp = PortId.random();
    public final PortId leg = PortId.random();
    public final PortId gateway = PortId.random();
    public final List<Guest> guests = new ArrayList<>();
    public final List<FloatingIp> floating = new ArrayList<>();
    public final List<Rule> rules = new ArrayList<>();
    public final List<Peer> peers = new ArrayList<>();
    public boolean v6;
    public @Nullable Traffic traffic;

    /** A guest's port with the addresses that follow from its number. */
    public record Guest(PortId port, int number) {
        public String mac() {
            return "fa:16:3e:00:00:%02x".formatted(number);
        }

        public String ip() {
            return "10.0.0." + number;
        }

        public String ip6() {
            return "fd00:1::f816:3eff:fe00:%x".formatted(number);
        }
    }

    public Model() {
        rules.add(rule(Direction.EGRESS, null, null, null));
        rules.add(new Rule(Direction.EGRESS, "IPv6", null, null, null, null, null));
    }

    public Guest guest(int number) {
        var guest = new Guest(PortId.random(), number);
        guests.add(guest);
        return guest;
    }

    public FloatingIp floatingIp(String address, Guest guest) {
        var fip = new FloatingIp(FloatingIpId.random(), guest.port(), address, guest.ip());
        floating.add(fip);
        return fip;
    }

    public static Rule rule(
            Direction direction, @Nullable String protocol, @Nullable Integer min, @Nullable Integer max) {
        return new Rule(direction, "IPv4", protocol, min, max, null, null);
    }

    public WantedState state() {
        return new WantedState(
                List.of(network(), external()), guests.stream().map(this::port).toList(), groups(), List.of(router()));
    }

    public Network network() {
        var v4 = new Subnet(subnet, "10.0.0.0/24", 4, "10.0.0.1", true, null, null, List.of(), List.of(), List.of());
        var six = new Subnet(
                subnet6, "fd00:1::/64", 6, "fd00:1::1", true, "slaac", "slaac", List.of(), List.of(), List.of());
        return new Network(
                network,
                NetworkType.VXLAN,
                null,
                77,
                1450,
                false,
                "cloud.local.",
                v6 ? List.of(v4, six) : List.of(v4),
                List.of(new DhcpPort(dhcp, HOST, "fa:16:3e:00:01:02", List.of(new FixedIp(subnet, "10.0.0.2")))),
                guests.stream()
                        .map(g -> new Lease(
                                g.port(),
                                g.mac(),
                                "guest-" + g.number(),
                                List.of(new FixedIp(subnet, g.ip())),
                                List.of()))
                        .toList(),
                peers);
    }

    public Network external() {
        var outside = new Subnet(
                externalSubnet, "172.24.4.0/24", 4, PUBLIC_GATEWAY, false, null, null, List.of(), List.of(), List.of());
        return new Network(
                external,
                NetworkType.FLAT,
                "public",
                null,
                1500,
                true,
                null,
                List.of(outside),
                List.of(),
                List.of(),
                List.of());
    }

    public Port port(Guest guest) {
        return new Port(
                guest.port(),
                network,
                guest.mac(),
                "compute:nova",
                v6
                        ? List.of(new FixedIp(subnet, guest.ip()), new FixedIp(subnet6, guest.ip6()))
                        : List.of(new FixedIp(subnet, guest.ip())),
                List.of(),
                true,
                true,
                List.of(group),
                traffic);
    }

    public List<SecurityGroup> groups() {
        return List.of(new SecurityGroup(
                group, true, List.copyOf(rules), guests.stream().map(Guest::ip).toList()));
    }

    public Router router() {
        var inside = new ArrayList<Address>();
        inside.add(new Address(subnet, "10.0.0.1", "10.0.0.0/24", "10.0.0.1"));
        if (v6) {
            inside.add(new Address(subnet6, "fd00:1::1", "fd00:1::/64", "fd00:1::1"));
        }
        var outside = new Address(externalSubnet, ROUTER_OUTSIDE, "172.24.4.0/24", PUBLIC_GATEWAY);
        return new Router(
                router,
                true,
                List.of(new Interface(leg, network, "fa:16:3e:00:01:01", inside)),
                new Gateway(gateway, external, "fa:16:3e:00:01:03", List.of(outside), true),
                List.copyOf(floating),
                List.of());
    }
}
