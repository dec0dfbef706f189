package stratus.keystone.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written inside a token.
 *
 * @param auditIds its own first, then that of the token at the beginning of the chain
 */
public record TokenData(
        String userId,
        List<String> methods,
        Scope scope,
        Instant issuedAt,
        Instant expiresAt,
        List<String> auditIds,
        @Nullable Delegation delegation) {}
