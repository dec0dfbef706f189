package stratus.glance;

import stratus.glance.domain.WebRules;

/**
 * What upstream lets operators choose.
 *
 * @param web what may be fetched by imports
 */
public record GlanceOptions(WebRules web) {
    public static GlanceOptions usual() {
        return new GlanceOptions(WebRules.usual());
    }

    public GlanceOptions with(WebRules others) {
        return new GlanceOptions(others);
    }
}
