package stratus.glance.domain;

import java.util.Map;

/**
 * What a store says of itself.
 *
 * @param type {@code file} or {@code http}
 * @param description empty for none
 * @param weight where several stores have an image, the heaviest is asked first
 * @param properties of its type, for administrators
 */
public record StoreInfo(
        String id, String type, String description, int weight, boolean readOnly, Map<String, Object> properties) {}
