package stratus.cinder.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;

/** What a list of volumes is narrowed to; null leaves a thing open. */
public record VolumeFilter(
        @Nullable ProjectId project,
        @Nullable String id,
        @Nullable String name,
        @Nullable String nameLike,
        @Nullable VolumeStatus status,
        @Nullable String type,
        @Nullable String host,
        @Nullable String zone,
        @Nullable Boolean bootable,
        @Nullable Boolean multiattach,
        @Nullable Integer size,
        @Nullable String snapshot,
        @Nullable String group,
        Map<String, String> metadata) {
    /** What no volume passes. */
    public static VolumeFilter none() {
        return new VolumeFilter(null, "", null, null, null, null, null, null, null, null, null, null, null, Map.of());
    }

    /** Everything of a project; of all for null. */
    public static VolumeFilter of(@Nullable ProjectId project) {
        return new VolumeFilter(
                project, null, null, null, null, null, null, null, null, null, null, null, null, Map.of());
    }
}
