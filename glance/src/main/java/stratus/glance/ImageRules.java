package stratus.glance;

import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.PropertyProtection;

/**
 * What images may have.
 *
 * @param limits how much
 * @param protection who may do what to which of their properties
 */
public record ImageRules(ImageLimits limits, PropertyProtection protection) {
    public static ImageRules usual() {
        return new ImageRules(ImageLimits.usual(), PropertyProtection.none());
    }
}
