package stratus.neutron.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.SecurityGroupId;
import stratus.oslo.base.Ids.SubnetId;

/**
 * Everything that one host should have, and nothing else: the agent makes what is missing and removes the rest.
 *
 * @param networks those with a port bound here, a DHCP server here, or a leg of a router that is here, gateways included
 * @param ports the ports bound to this host that a guest's TAP belongs to; not those of DHCP servers and routers
 * @param securityGroups those of the ports, and those that their rules name as remote
 */
public record WantedState(
        List<Network> networks, List<Port> ports, List<SecurityGroup> securityGroups, List<Router> routers) {

    public static final WantedState NOTHING = new WantedState(List.of(), List.of(), List.of(), List.of());

    /** How a network's frames go from host to host. */
    public enum NetworkType {
        @JsonProperty("local")
        LOCAL,
        @JsonProperty("flat")
        FLAT,
        @JsonProperty("vlan")
        VLAN,
        @JsonProperty("vxlan")
        VXLAN
    }

    /**
     * A network: one bridge on the host.
     *
     * @param physicalNetwork for flat and vlan
     * @param segmentationId VLAN id or VNI
     * @param dnsDomain the domain that DHCP tells; the agent's own where null
     * @param dhcpPorts all of the network's; the agent serves those whose host it is, and tells the addresses of all
     *     as name servers
     * @param leases every port with addresses of the network, on whatever host
     * @param peers for vxlan: the other hosts that have ports of it
     */
    public record Network(
            NetworkId id,
            NetworkType type,
            @Nullable String physicalNetwork,
            @Nullable Integer segmentationId,
            int mtu,
            boolean external,
            @Nullable String dnsDomain,
            List<Subnet> subnets,
            List<DhcpPort> dhcpPorts,
            List<Lease> leases,
            List<Peer> peers) {}

    /**
     * A subnet as a DHCP server and a router's advertisements need it.
     *
     * @param ipVersion 4 or 6
     * @param ipv6RaMode {@code slaac}, {@code dhcpv6-stateful}, {@code dhcpv6-stateless} or null
     * @param ipv6AddressMode the same
     */
    public record Subnet(
            SubnetId id,
            String cidr,
            int ipVersion,
            @Nullable String gatewayIp,
            boolean enableDhcp,
            @Nullable String ipv6RaMode,
            @Nullable String ipv6AddressMode,
            List<String> dnsNameservers,
            List<Route> hostRoutes,
            List<AllocationPool> allocationPools) {}

    public record Route(String destination, String nexthop) {}

    public record AllocationPool(String start, String end) {}

    public record FixedIp(SubnetId subnet, String ip) {}

    public record DhcpPort(PortId id, String host, String macAddress, List<FixedIp> fixedIps) {}

    /**
     * What DHCP and DNS say of a port.
     *
     * @param hostname its DNS name, or null: then it is made from the address as upstream does
     */
    public record Lease(
            PortId port,
            String macAddress,
            @Nullable String hostname,
            List<FixedIp> fixedIps,
            List<DhcpOption> options) {}

    /** An extra DHCP option of a port, by dnsmasq's name or number. */
    public record DhcpOption(String name, String value, int ipVersion) {}

    /** Another host of a tunnel, with the MACs behind it. Frames for everyone go to every peer. */
    public record Peer(String tunnelIp, List<Neighbour> neighbours) {}

    public record Neighbour(String macAddress, List<String> ips) {}

    /**
     * A guest's port on this host.
     *
     * @param traffic how its traffic is limited and marked; null for not at all
     */
    public record Port(
            PortId id,
            NetworkId network,
            String macAddress,
            String deviceOwner,
            List<FixedIp> fixedIps,
            List<AddressPair> allowedAddressPairs,
            boolean portSecurity,
            boolean adminStateUp,
            List<SecurityGroupId> securityGroups,
            @Nullable Traffic traffic) {}

    /**
     * How a port's traffic is limited and marked.
     *
     * @param fromGuest null for as much as there is, as for the other direction
     * @param dscp written into each packet from the guest; null leaves them
     */
    public record Traffic(
            @Nullable Limit fromGuest,
            @Nullable Limit toGuest,
            @Nullable Integer dscp) {}

    /** At most so many kilobits in a second, and so many at once. */
    public record Limit(int kbps, int burstKbits) {}

    /**
     * What else a port may send as.
     *
     * @param ip an address or a CIDR
     * @param macAddress the port's own where null
     */
    public record AddressPair(String ip, @Nullable String macAddress) {}

    /**
     * A security group.
     *
     * @param stateful whether answers come through by themselves
     * @param members addresses, or CIDRs of address pairs, of all ports in the group: what a rule with it as remote
     *     means
     */
    public record SecurityGroup(SecurityGroupId id, boolean stateful, List<Rule> rules, List<String> members) {}

    public enum Direction {
        @JsonProperty("ingress")
        INGRESS,
        @JsonProperty("egress")
        EGRESS
    }

    /**
     * A rule: what it names is allowed.
     *
     * @param etherType {@code IPv4} or {@code IPv6}
     * @param protocol upstream's name or number; null for any
     * @param portRangeMin for ICMP the type
     * @param portRangeMax for ICMP the code
     * @param remoteCidr null for any
     * @param remoteGroup whose members are meant; one of {@code securityGroups}
     */
    public record Rule(
            Direction direction,
            String etherType,
            @Nullable String protocol,
            @Nullable Integer portRangeMin,
            @Nullable Integer portRangeMax,
            @Nullable String remoteCidr,
            @Nullable SecurityGroupId remoteGroup) {}

    /** A router on this host: one namespace. */
    public record Router(
            RouterId id,
            boolean adminStateUp,
            List<Interface> interfaces,
            @Nullable Gateway gateway,
            List<FloatingIp> floatingIps,
            List<Route> routes) {}

    /** A router's leg in a network of a tenant. */
    public record Interface(PortId port, NetworkId network, String macAddress, List<Address> addresses) {}

    /** A router's leg in an external network; the way out is the subnets' gateway. */
    public record Gateway(
            PortId port, NetworkId network, String macAddress, List<Address> addresses, boolean enableSnat) {}

    /**
     * An address with the subnet it is in.
     *
     * @param gatewayIp the subnet's
     */
    public record Address(
            SubnetId subnet,
            String ip,
            String cidr,
            @Nullable String gatewayIp) {}

    public record FloatingIp(FloatingIpId id, PortId port, String floatingAddress, String fixedAddress) {}
}
