package stratus.glance;

import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImportRules;
import stratus.glance.domain.LocationRules;
import stratus.glance.domain.WebRules;

/**
 * What upstream lets operators choose.
 *
 * @param formats which formats images may have
 * @param locations what clients learn of where bits are
 * @param imports how they work
 * @param web what may be fetched by imports
 * @param cache bytes that the cache may hold; 0 for no cache
 */
public record GlanceOptions(
        ImageFormats formats, LocationRules locations, ImportRules imports, WebRules web, long cache) {
    private static final long TEN_GIB = 10L << 30;

    public static GlanceOptions usual() {
        return new GlanceOptions(
                ImageFormats.usual(), LocationRules.usual(), ImportRules.usual(), WebRules.usual(), TEN_GIB);
    }

    public GlanceOptions with(LocationRules others) {
        return new GlanceOptions(formats, others, imports, web, cache);
    }

    public GlanceOptions with(ImportRules others) {
        return new GlanceOptions(formats, locations, others, web, cache);
    }

    public GlanceOptions with(WebRules others) {
        return new GlanceOptions(formats, locations, imports, others, cache);
    }

    public GlanceOptions withCache(long most) {
        return new GlanceOptions(formats, locations, imports, web, most);
    }
}
