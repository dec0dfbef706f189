package stratus.glance.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that a namespace defines.
 *
 * @param body what is said of it, its name apart
 */
public record Definition(
        String namespace, Kind kind, String name, Map<String, Object> body, Instant createdAt, Instant updatedAt) {
    public enum Kind {
        OBJECT,
        PROPERTY,
        TAG,
        RESOURCE_TYPE;

        /** As upstream's sentences have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
