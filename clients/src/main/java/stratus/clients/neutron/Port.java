package stratus.clients.neutron;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/**
 * A port as compute sees it.
 *
 * @param bridge where its TAP is plugged into; null while it is not bound
 * @param attempt which attempt of a build made it; null for one that a user made
 */
public record Port(
        PortId id,
        String name,
        NetworkId network,
        String projectId,
        String macAddress,
        List<FixedIp> fixedIps,
        String deviceId,
        String deviceOwner,
        String status,
        @Nullable String host,
        @Nullable String vifType,
        @Nullable String bridge,
        List<String> securityGroups,
        @Nullable Integer attempt) {
    public record FixedIp(String subnetId, String ipAddress) {}

    public boolean active() {
        return status.equals("ACTIVE");
    }

    /** The name of its TAP, as agents expect it. */
    public String deviceName() {
        return "tap" + id.text().substring(0, 11);
    }
}
