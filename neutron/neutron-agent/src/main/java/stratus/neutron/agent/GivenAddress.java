package stratus.neutron.agent;

import java.net.InetAddress;
import stratus.neutron.agent.host.LinkLocal;
import stratus.neutron.agent.metadata.Source;
import stratus.neutron.rpc.WantedState;
import stratus.neutron.rpc.WantedState.Lease;

/** Finds the address that the server knows a port by, from the link-local one that the port made of its MAC. */
record GivenAddress(WantedState state) {
    /** The same address where it is no link-local one, or nobody's. */
    String of(Source source, String ip) {
        var address = InetAddress.ofLiteral(ip);
        if (!address.isLinkLocalAddress() || !(source instanceof Source.OfNetwork asked)) {
            return ip;
        }
        return state.networks().stream()
                .filter(each -> each.id().equals(asked.network()))
                .flatMap(each -> each.leases().stream())
                .filter(lease ->
                        InetAddress.ofLiteral(LinkLocal.of(lease.macAddress())).equals(address))
                .filter(lease -> !lease.fixedIps().isEmpty())
                .map(GivenAddress::first)
                .findFirst()
                .orElse(ip);
    }

    private static String first(Lease lease) {
        return lease.fixedIps().getFirst().ip();
    }
}
