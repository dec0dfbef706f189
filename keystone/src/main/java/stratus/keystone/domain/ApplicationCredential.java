package stratus.keystone.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way for an application to log in as its user on one project, with some of the user's roles. The secret is not part
 * of it.
 *
 * @param roles ids of roles
 * @param accessRules ids of the rules that limit it; null where it may ask for everything
 */
public record ApplicationCredential(
        String id,
        String name,
        String userId,
        String projectId,
        @Nullable String description,
        @Nullable Instant expiresAt,
        boolean unrestricted,
        List<String> roles,
        @Nullable List<String> accessRules) {
    /** Whether it still serves. */
    public boolean live(Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }
}
