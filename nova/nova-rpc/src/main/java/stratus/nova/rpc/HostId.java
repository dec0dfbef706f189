package stratus.nova.rpc;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The id of a host, the same everywhere: its hypervisor's in the Compute API, its provider's in Placement. */
public final class HostId {
    private HostId() {}

    public static UUID of(String host) {
        return UUID.nameUUIDFromBytes(("compute/" + host).getBytes(StandardCharsets.UTF_8));
    }
}
