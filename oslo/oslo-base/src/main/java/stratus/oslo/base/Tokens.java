package stratus.oslo.base;

import org.jspecify.annotations.Nullable;

/** Knows who is behind a token. */
@FunctionalInterface
public interface Tokens {
    /**
     * The caller behind {@code token}, whose roles from {@code serviceToken} are added as service roles.
     *
     * @throws stratus.oslo.base.Fault.Unauthorized for a token that is expired, revoked, garbled or from elsewhere; an
     *     expired one passes beside a valid service token while the allow_expired window lasts
     * @throws stratus.oslo.base.Fault.Unavailable when Keystone does not answer
     */
    Caller validate(Secret token, @Nullable Secret serviceToken, String requestId);
}
