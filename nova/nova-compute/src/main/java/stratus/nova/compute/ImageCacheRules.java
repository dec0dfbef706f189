package stratus.nova.compute;

import java.time.Duration;

/**
 * What becomes of images that no guest of a host uses any more; see nova.conf's {@code [image_cache]}.
 *
 * @param interval how often unused images are looked for
 * @param removeUnused false keeps every image that ever came
 * @param minimumAge how long an image is kept after it was last used
 */
public record ImageCacheRules(Duration interval, boolean removeUnused, Duration minimumAge) {
    /** As upstream's. */
    public static ImageCacheRules usual() {
        return new ImageCacheRules(Duration.ofSeconds(2400), true, Duration.ofDays(1));
    }
}
