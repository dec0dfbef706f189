package stratus.nova.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** One interface as the API shows it under {@code addresses}; {@code network} is the network's name. */
public record ServerPort(
        PortId port,
        NetworkId networkId,
        String network,
        String macAddress,
        List<Address> addresses,
        boolean created,
        @Nullable String tag) {
    /** A fixed or floating address. */
    public record Address(String addr, int version, String type) {}
}
