package stratus.nova.rpc.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** One network interface of a guest, with all that it may have to set up by itself. */
public record Link(PortId port, NetworkId network, String macAddress, int mtu, List<Address> addresses) {
    /** {@code floating} is the public address that stands for it; null where there is none. */
    public record Address(
            String ip, Subnet subnet, @Nullable String floating) {}

    /**
     * Where an address is from.
     *
     * @param cidr as {@code 192.0.2.0/24}
     * @param dhcp whether the guest shall ask by DHCP
     * @param addressMode of IPv6: {@code slaac}, {@code dhcpv6-stateful}, {@code dhcpv6-stateless}; null without one
     */
    public record Subnet(
            String cidr,
            @Nullable String gateway,
            boolean dhcp,
            @Nullable String addressMode,
            List<String> dns,
            List<Route> routes) {}

    public record Route(String destination, String nexthop) {}
}
