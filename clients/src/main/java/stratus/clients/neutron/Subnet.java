package stratus.clients.neutron;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subnet as its guests see it; {@code addressMode} is IPv6's. */
public record Subnet(
        String id,
        String cidr,
        @Nullable String gateway,
        boolean dhcp,
        @Nullable String addressMode,
        List<String> dns,
        List<Route> routes) {
    public record Route(String destination, String nexthop) {}
}
