package stratus.clients.glance;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ImageId;

/** An image as its users need it; {@code minDisk} in GiB, {@code minRam} in MiB, {@code size} in bytes. */
public record Image(
        ImageId id,
        String name,
        String status,
        @Nullable String owner,
        String visibility,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable String checksum,
        @Nullable String sha512,
        int minDisk,
        int minRam,
        Map<String, String> properties) {}
