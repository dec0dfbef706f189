package stratus.nova.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user may change of a server at any time, since no host needs to hear of it.
 *
 * @param lockedBy {@code admin} or {@code owner}; null while it is not locked
 */
public record ServerText(
        String name,
        String hostname,
        @Nullable String description,
        Map<String, String> metadata,
        List<String> tags,
        @Nullable String accessIpV4,
        @Nullable String accessIpV6,
        @Nullable String lockedBy,
        @Nullable String lockedReason) {
    public ServerText withMetadata(Map<String, String> metadata) {
        return new ServerText(
                name, hostname, description, metadata, tags, accessIpV4, accessIpV6, lockedBy, lockedReason);
    }

    public ServerText withTags(List<String> tags) {
        return new ServerText(
                name, hostname, description, metadata, tags, accessIpV4, accessIpV6, lockedBy, lockedReason);
    }

    /** Locked by somebody or, with null, by nobody. */
    public ServerText locked(@Nullable String by, @Nullable String reason) {
        return new ServerText(name, hostname, description, metadata, tags, accessIpV4, accessIpV6, by, reason);
    }
}
