package stratus.neutron.agent.host;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network device as it is.
 *
 * @param kind {@code bridge}, {@code veth}, {@code vxlan}, {@code tun} …; empty for a NIC
 * @param up as the administrator set it, whatever the carrier says
 * @param addresses with their prefix lengths
 * @param filtered for a bridge: whether its IP packets pass the firewall of the {@code inet} family
 * @param tunnelIp this end of a vxlan device; null for others
 */
public record Link(
        String name,
        String kind,
        String mac,
        int mtu,
        @Nullable String master,
        boolean up,
        Set<String> addresses,
        boolean filtered,
        @Nullable String tunnelIp) {}
