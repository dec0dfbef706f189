package stratus.nova.rpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flavor as it was when the server was made; later changes of the flavor are not the server's. */
public record ServerFlavor(
        String flavorId,
        String name,
        int vcpus,
        int memoryMib,
        int rootGib,
        int ephemeralGib,
        int swapMib,
        @Nullable String description,
        Map<String, String> extraSpecs) {}
