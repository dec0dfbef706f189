package stratus.horizon;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What Horizon is told by its deployment.
 *
 * @param authUri Keystone's public address
 * @param keep for how long a trace is kept
 * @param most how many are kept
 * @param policyFile an operator's rules on top of the defaults
 */
public record HorizonConfig(
        String authUri, Duration keep, int most, @Nullable Path policyFile) {
    /** A day, or 10,000 traces. */
    public static HorizonConfig usual(String authUri) {
        return new HorizonConfig(authUri, Duration.ofHours(24), 10_000, null);
    }
}
