package stratus.cinder.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of volume that users may ask for by name; {@code extraSpecs} is what its backend must offer. */
public record VolumeType(
        String id,
        String name,
        @Nullable String description,
        boolean isPublic,
        Map<String, String> extraSpecs,
        @Nullable String qosSpecsId,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    /** Of the type that is there from the start. */
    public static final String DEFAULT = "__DEFAULT__";

    /** The same with other extra specs. */
    public VolumeType with(Map<String, String> newSpecs, Instant now) {
        return new VolumeType(id, name, description, isPublic, newSpecs, qosSpecsId, createdAt, now);
    }
}
