package stratus.nova.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.NetworkRequest;
import stratus.oslo.base.Ids.ImageId;

/** What the caller asked for, checked and free of wire names. */
public record ServerRequest(
        String name,
        @Nullable String hostname,
        @Nullable String description,
        String flavor,
        @Nullable ImageId image,
        @Nullable String keyName,
        @Nullable String userData,
        boolean configDrive,
        NetworkRequest networks,
        List<String> securityGroups,
        List<BlockDevice> disks,
        Map<String, String> metadata,
        List<String> tags,
        @Nullable String zone,
        @Nullable String wantedHost,
        int minCount,
        int maxCount,
        @Nullable String accessIpV4,
        @Nullable String accessIpV6,
        String diskConfig,
        Map<String, List<String>> hints) {
    /** The same from disks alone. */
    ServerRequest booting(List<BlockDevice> others) {
        return new ServerRequest(
                name,
                hostname,
                description,
                flavor,
                null,
                keyName,
                userData,
                configDrive,
                networks,
                securityGroups,
                others,
                metadata,
                tags,
                zone,
                wantedHost,
                minCount,
                maxCount,
                accessIpV4,
                accessIpV6,
                diskConfig,
                hints);
    }
}
