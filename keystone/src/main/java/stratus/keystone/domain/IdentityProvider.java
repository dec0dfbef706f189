package stratus.keystone.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else who says who a user is.
 *
 * @param domainId the domain that its users are in
 * @param authorizationTtl for how many minutes memberships by it last; null is the usual
 * @param remoteIds by which names it is known; no other has any of them
 */
public record IdentityProvider(
        String id,
        String domainId,
        boolean enabled,
        @Nullable String description,
        @Nullable Long authorizationTtl,
        List<String> remoteIds) {}
