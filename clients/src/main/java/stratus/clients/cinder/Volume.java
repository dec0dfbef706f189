package stratus.clients.cinder;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A volume as its users need it.
 *
 * @param size in GiB
 * @param status in upstream's words: {@code creating}, {@code available}, {@code in-use}
 * @param imageMetadata what is known of the image it was made from
 * @param attachments those that are complete
 */
public record Volume(
        VolumeId id,
        @Nullable String name,
        String status,
        int size,
        String zone,
        boolean bootable,
        boolean multiattach,
        String projectId,
        Map<String, String> metadata,
        Map<String, String> imageMetadata,
        List<Map<String, String>> attachments) {}
