package stratus.glance;

import stratus.glance.domain.LocationRules;
import stratus.glance.domain.WebRules;

/**
 * What upstream lets operators choose.
 *
 * @param locations what clients learn of where bits are
 * @param web what may be fetched by imports
 */
public record GlanceOptions(LocationRules locations, WebRules web) {
    public static GlanceOptions usual() {
        return new GlanceOptions(LocationRules.usual(), WebRules.usual());
    }

    public GlanceOptions with(LocationRules others) {
        return new GlanceOptions(others, web);
    }

    public GlanceOptions with(WebRules others) {
        return new GlanceOptions(locations, others);
    }
}
