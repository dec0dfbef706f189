package stratus.cinder.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of group of volumes; {@code groupSpecs} is what its backend must offer. */
public record GroupType(
        String id,
        String name,
        @Nullable String description,
        boolean isPublic,
        Map<String, String> groupSpecs,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    /** The same with other specs. */
    public GroupType with(Map<String, String> newSpecs, Instant now) {
        return new GroupType(id, name, description, isPublic, newSpecs, createdAt, now);
    }

    /** The same with another description of it; null leaves a thing as it is. */
    public GroupType with(
            @Nullable String newName, @Nullable String newDescription, @Nullable Boolean open, Instant now) {
        return new GroupType(
                id,
                newName == null ? name : newName,
                newDescription == null ? description : newDescription,
                open == null ? isPublic : open,
                groupSpecs,
                createdAt,
                now);
    }
}
