package stratus.oslo.http;

import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.policy.Policy;

/**
 * One service's API, ready to be served.
 *
 * @param name the service's, for logs and threads
 * @param authUri where a client without a token is sent: Keystone's public address
 * @param maxBody bytes that a JSON body may have; streams are not limited
 * @param onlooker is told how far each request is
 */
public record Api(
        String name,
        Routes routes,
        Errors.Envelope envelope,
        Tokens tokens,
        Policy policy,
        Microversions microversions,
        TimeFormat times,
        String authUri,
        int maxBody,
        Onlooker onlooker) {
    /** Upstream's usual limit, oslo.middleware's 114,688 bytes. */
    public static final int USUAL_BODY = 114_688;

    public Api(
            String name,
            Routes routes,
            Errors.Envelope envelope,
            Tokens tokens,
            Policy policy,
            Microversions microversions,
            TimeFormat times,
            String authUri,
            int maxBody) {
        this(name, routes, envelope, tokens, policy, microversions, times, authUri, maxBody, Onlooker.NONE);
    }

    /** The same API, seen by another. */
    public Api seenBy(Onlooker other) {
        return new Api(name, routes, envelope, tokens, policy, microversions, times, authUri, maxBody, other);
    }
}
