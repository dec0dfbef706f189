package stratus.nova.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On which hosts a server may be.
 *
 * @param zone the availability zone; null for any
 * @param host the only one that will do, as an admin named it; null for any
 * @param hints the scheduler's hints, as they were given
 */
public record RequestedHost(
        @Nullable String zone,
        @JsonProperty("wantedHost") @Nullable String host,
        Map<String, List<String>> hints) {
    public static final RequestedHost ANY = new RequestedHost(null, null, Map.of());

    public RequestedHost in(@Nullable String zone) {
        return new RequestedHost(zone, host, hints);
    }

    public RequestedHost on(@Nullable String host) {
        return new RequestedHost(zone, host, hints);
    }
}
