package stratus.cinder.scheduler;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a volume asks of its backend.
 *
 * @param hosts the only backends that will do: the source's, for a copy; null for any
 * @param avoided backends that will not do
 */
public record Wanted(
        int sizeGib,
        String zone,
        Map<String, String> extraSpecs,
        @Nullable Set<String> hosts,
        Set<String> avoided) {}
