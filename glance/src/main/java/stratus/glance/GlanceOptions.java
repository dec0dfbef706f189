package stratus.glance;

import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.LocationRules;
import stratus.glance.domain.WebRules;

/**
 * What upstream lets operators choose.
 *
 * @param locations what clients learn of where bits are
 * @param web what may be fetched by imports
 * @param cache bytes that the cache may hold; 0 for no cache
 * @param formats which formats there may be, and how closely bytes are looked at
 */
public record GlanceOptions(LocationRules locations, WebRules web, long cache, ImageFormats formats) {
    private static final long TEN_GIB = 10L << 30;

    public static GlanceOptions usual() {
        return new GlanceOptions(LocationRules.usual(), WebRules.usual(), TEN_GIB, ImageFormats.usual());
    }

    public GlanceOptions with(LocationRules others) {
        return new GlanceOptions(others, web, cache, formats);
    }

    public GlanceOptions with(WebRules others) {
        return new GlanceOptions(locations, others, cache, formats);
    }

    public GlanceOptions withCache(long most) {
        return new GlanceOptions(locations, web, most, formats);
    }

    public GlanceOptions with(ImageFormats others) {
        return new GlanceOptions(locations, web, cache, others);
    }
}
