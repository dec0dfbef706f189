package stratus.keystone.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project, or a domain: upstream keeps both as one.
 *
 * @param domainId the domain that owns it; empty for a domain
 */
public record Project(
        String id,
        String name,
        String domainId,
        @Nullable String parentId,
        boolean isDomain,
        boolean enabled,
        @Nullable String description,
        List<String> tags,
        Map<String, Object> options,
        Map<String, Object> extra) {
    /** What owns domains. */
    public static final String NO_DOMAIN = "";
}
