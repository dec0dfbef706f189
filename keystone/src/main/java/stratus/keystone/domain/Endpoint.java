package stratus.keystone.domain;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is reached.
 *
 * @param face who is to reach it there: public, internal or admin
 */
public record Endpoint(
        String id,
        String serviceId,
        @Nullable String regionId,
        @JsonProperty("interface") String face,
        String url,
        boolean enabled,
        Map<String, Object> extra) {}
