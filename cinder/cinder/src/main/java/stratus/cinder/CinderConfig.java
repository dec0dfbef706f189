package stratus.cinder;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Cinder is told by its deployment.
 *
 * @param authUri where clients without a token are sent: Keystone's public address
 * @param host the name of this process among the services
 * @param zone the availability zone of volumes that ask for none
 * @param overSubscription how many times their room thin backends may promise
 * @param policyFile an operator's rules on top of the defaults
 */
public record CinderConfig(
        String authUri,
        String host,
        String zone,
        double overSubscription,
        @Nullable Path policyFile) {
    /** Upstream's defaults. */
    public static CinderConfig usual(String authUri, String host) {
        return new CinderConfig(authUri, host, "nova", 20, null);
    }
}
