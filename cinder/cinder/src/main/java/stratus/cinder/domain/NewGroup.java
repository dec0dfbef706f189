package stratus.cinder.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as asked for.
 *
 * @param type of the group: name or id
 * @param volumeTypes names or ids
 */
public record NewGroup(
        @Nullable String name,
        @Nullable String description,
        String type,
        List<String> volumeTypes,
        @Nullable String zone) {}
