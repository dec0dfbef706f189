package stratus.keystone.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where endpoints are; its id is its name. */
public record Region(
        String id, String description, @Nullable String parentRegionId, Map<String, Object> extra) {}
