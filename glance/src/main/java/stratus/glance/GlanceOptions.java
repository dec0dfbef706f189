package stratus.glance;

import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImportRules;
import stratus.glance.domain.LocationRules;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;

/**
 * What upstream lets operators choose.
 *
 * @param formats which formats images may have
 * @param locations what clients learn of where bits are
 * @param imports how they work
 * @param web what may be fetched by imports
 * @param cache bytes that the cache may hold; 0 for no cache
 * @param transfers how long and how much
 */
public record GlanceOptions(
        ImageFormats formats,
        LocationRules locations,
        ImportRules imports,
        WebRules web,
        long cache,
        TransferLimits transfers) {
    private static final long TEN_GIB = 10L << 30;

    public static GlanceOptions usual() {
        return new GlanceOptions(
                ImageFormats.usual(),
                LocationRules.usual(),
                ImportRules.usual(),
                WebRules.usual(),
                TEN_GIB,
                TransferLimits.usual());
    }

    public GlanceOptions with(LocationRules others) {
        return new GlanceOptions(formats, others, imports, web, cache, transfers);
    }

    public GlanceOptions with(ImportRules others) {
        return new GlanceOptions(formats, locations, others, web, cache, transfers);
    }

    public GlanceOptions with(WebRules others) {
        return new GlanceOptions(formats, locations, imports, others, cache, transfers);
    }

    public GlanceOptions withCache(long most) {
        return new GlanceOptions(formats, locations, imports, web, most, transfers);
    }

    public GlanceOptions with(TransferLimits others) {
        return new GlanceOptions(formats, locations, imports, web, cache, others);
    }
}
