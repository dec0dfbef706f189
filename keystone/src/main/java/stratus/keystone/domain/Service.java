package stratus.keystone.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service of the catalog. */
public record Service(
        String id,
        String type,
        String name,
        @Nullable String description,
        boolean enabled,
        Map<String, Object> extra) {}
