package stratus.keystone.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name that policy rules ask for.
 *
 * @param domainId the domain it is for; empty for a global one
 */
public record Role(
        String id,
        String name,
        String domainId,
        @Nullable String description,
        Map<String, Object> options,
        Map<String, Object> extra) {
    public static final String GLOBAL = "";
}
