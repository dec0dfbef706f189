package stratus.cinder.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * A volume as asked for. At most one of {@code image}, {@code source} and {@code snapshot} is there.
 *
 * @param size in GiB; null for the size of the source
 * @param type name or id; null for the project's default
 * @param hints {@code same_host} and {@code different_host}: ids of volumes, with commas between
 */
public record NewVolume(
        @Nullable Integer size,
        @Nullable String name,
        @Nullable String description,
        @Nullable String type,
        @Nullable String zone,
        @Nullable ImageId image,
        @Nullable VolumeId source,
        @Nullable SnapshotId snapshot,
        @Nullable String group,
        Map<String, String> metadata,
        Map<String, String> hints) {}
