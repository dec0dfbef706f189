package stratus.glance.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image; its bits are elsewhere.
 *
 * @param locations where that is; empty until there are any
 */
public record Image(
        String id,
        @Nullable String name,
        String status,
        String visibility,
        @Nullable String owner,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue,
        long minDisk,
        long minRam,
        boolean undeletable,
        boolean hidden,
        Map<String, String> properties,
        List<String> tags,
        List<Location> locations,
        Instant createdAt,
        Instant updatedAt) {
    /** The same image with its bits elsewhere. */
    public Image at(List<Location> others) {
        return new Image(
                id,
                name,
                status,
                visibility,
                owner,
                diskFormat,
                containerFormat,
                size,
                virtualSize,
                checksum,
                osHashAlgo,
                osHashValue,
                minDisk,
                minRam,
                undeletable,
                hidden,
                properties,
                tags,
                others,
                createdAt,
                updatedAt);
    }

    public boolean is(String status) {
        return this.status.equals(status);
    }
}
