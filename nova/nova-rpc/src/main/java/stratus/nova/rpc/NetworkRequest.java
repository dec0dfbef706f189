package stratus.nova.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;

/** Which networks a server shall be on. */
public record NetworkRequest(Kind kind, List<Nic> nics) {
    public enum Kind {
        /** Whatever network the project can use. */
        AUTO,
        NONE,
        /** The listed ones. */
        LISTED
    }

    /** One interface: on a network, or an existing port. */
    public record Nic(
            @Nullable NetworkId network,
            @Nullable PortId port,
            @Nullable String fixedIp,
            @Nullable String tag) {}

    public static NetworkRequest auto() {
        return new NetworkRequest(Kind.AUTO, List.of());
    }

    public static NetworkRequest none() {
        return new NetworkRequest(Kind.NONE, List.of());
    }
}
