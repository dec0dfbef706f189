package stratus.clients.neutron;

import java.util.List;
import stratus.oslo.base.Ids.NetworkId;

/** A network as a server's owner sees it. */
public record Network(
        NetworkId id,
        String name,
        String projectId,
        boolean shared,
        boolean external,
        boolean portSecurity,
        int mtu,
        List<String> subnets) {}
