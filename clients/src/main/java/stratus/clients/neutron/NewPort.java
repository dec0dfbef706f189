package stratus.clients.neutron;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.ServerId;

/**
 * A port to be made for a server.
 *
 * @param attempt of the build; with the server it finds what a failed build left
 * @param host to be bound to; null leaves it unbound
 * @param zone the server's availability zone, {@code nova} by default: in the port's {@code device_owner}
 * @param fixedIp null for any address
 * @param securityGroups ids; null for the project's default
 */
public record NewPort(
        ServerId server,
        int attempt,
        NetworkId network,
        @Nullable String host,
        String zone,
        @Nullable String fixedIp,
        @Nullable List<String> securityGroups,
        @Nullable String dnsName) {}
