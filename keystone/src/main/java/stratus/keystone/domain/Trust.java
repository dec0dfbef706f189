package stratus.keystone.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets the trustee act on the trustor's project with some of its roles.
 *
 * @param impersonation whether the trustee's tokens are the trustor's
 * @param remainingUses for how many more tokens it serves; null for any number
 * @param redelegatedTrustId the trust that this one hands on
 * @param redelegationCount how often it may be handed on
 * @param roles ids of roles
 */
public record Trust(
        String id,
        String trustorUserId,
        String trusteeUserId,
        @Nullable String projectId,
        boolean impersonation,
        @Nullable Instant expiresAt,
        @Nullable Long remainingUses,
        @Nullable String redelegatedTrustId,
        long redelegationCount,
        List<String> roles,
        Map<String, Object> extra) {
    /** Whether it still serves. */
    public boolean live(Instant now) {
        return (expiresAt == null || expiresAt.isAfter(now)) && (remainingUses == null || remainingUses > 0);
    }

    /** Whose tokens the trustee gets. */
    public String tokenUser() {
        return impersonation ? trustorUserId : trusteeUserId;
    }
}
