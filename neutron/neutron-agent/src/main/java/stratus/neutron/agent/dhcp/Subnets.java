package stratus.neutron.agent.dhcp;

import stratus.neutron.agent.host.Cidr;
import stratus.neutron.rpc.WantedState.Subnet;

/** How dnsmasq is told of a subnet. */
final class Subnets {
    static final String LEASE_TIME = "86400s";

    private Subnets() {}

    static String tag(Subnet subnet) {
        return "subnet-" + subnet.id().text();
    }

    /** Whether addresses come by DHCP, and not by autoconfiguration. */
    static boolean givesAddresses(Subnet subnet) {
        return subnet.ipVersion() == 4 || "dhcpv6-stateful".equals(subnet.ipv6AddressMode());
    }

    /** Whether a DHCP server has anything to say there. */
    static boolean answers(Subnet subnet) {
        return subnet.enableDhcp() && !"slaac".equals(subnet.ipv6AddressMode());
    }

    /** Only those in the hosts file get an address. */
    static String range(Subnet subnet) {
        var cidr = Cidr.parse(subnet.cidr());
        var last = subnet.ipVersion() == 4 ? cidr.netmask() : String.valueOf(cidr.bits());
        return "--dhcp-range=set:%s,%s,static,%s,%s".formatted(tag(subnet), cidr.network(), last, LEASE_TIME);
    }
}
