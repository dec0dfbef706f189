package stratus.cinder.domain;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;

/**
 * What a list of volumes is narrowed to.
 *
 * @param project null for those of all projects
 * @param exact fields that have to have this value
 * @param nameLike part of the name; null for any
 * @param metadata entries that have to be there
 * @param imageMetadata entries that what is known of its image has to have
 */
public record VolumeFilter(
        @Nullable ProjectId project,
        Map<Field, Object> exact,
        @Nullable String nameLike,
        List<Time> times,
        Map<String, String> metadata,
        Map<String, String> imageMetadata) {

    /** What volumes are compared by. */
    public enum Field {
        ID,
        USER_ID,
        NAME,
        STATUS,
        VOLUME_TYPE_ID,
        HOST,
        AVAILABILITY_ZONE,
        BOOTABLE,
        MULTIATTACH,
        SIZE,
        SNAPSHOT_ID,
        SOURCE_VOLID,
        GROUP_ID;

        /** As the database and the API call it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When volumes were made or changed. */
    public record Time(boolean created, Comparison comparison, Instant at) {}

    /** How two times may differ. */
    public enum Comparison {
        GT,
        GTE,
        EQ,
        NEQ,
        LT,
        LTE
    }

    /** Everything of a project that these fields say; of all for null. */
    public static VolumeFilter of(@Nullable ProjectId project, Map<Field, Object> exact) {
        return new VolumeFilter(project, exact, null, List.of(), Map.of(), Map.of());
    }

    /** What no volume passes. */
    public static VolumeFilter none() {
        return of(null, Map.of(Field.ID, ""));
    }
}
