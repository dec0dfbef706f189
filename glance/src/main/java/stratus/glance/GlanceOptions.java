package stratus.glance;

import stratus.glance.domain.LocationRules;
import stratus.glance.domain.WebRules;

/**
 * What upstream lets operators choose.
 *
 * @param locations what clients learn of where bits are
 * @param web what may be fetched by imports
 * @param cache bytes that the cache may hold; 0 for no cache
 */
public record GlanceOptions(LocationRules locations, WebRules web, long cache) {
    private static final long TEN_GIB = 10L << 30;

    public static GlanceOptions usual() {
        return new GlanceOptions(LocationRules.usual(), WebRules.usual(), TEN_GIB);
    }

    public GlanceOptions with(LocationRules others) {
        return new GlanceOptions(others, web, cache);
    }

    public GlanceOptions with(WebRules others) {
        return new GlanceOptions(locations, others, cache);
    }

    public GlanceOptions withCache(long most) {
        return new GlanceOptions(locations, web, most);
    }
}
