package stratus.keystone.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that fit some filters.
 *
 * @param filters by {@code service_id}, {@code region_id}, {@code interface}
 */
public record EndpointGroup(
        String id, String name, @Nullable String description, Map<String, Object> filters) {
    public boolean fits(Endpoint endpoint) {
        return fits("service_id", endpoint.serviceId())
                && fits("region_id", endpoint.regionId())
                && fits("interface", endpoint.face());
    }

    private boolean fits(String filter, @Nullable String found) {
        return !filters.containsKey(filter) || filters.get(filter).equals(found);
    }
}
