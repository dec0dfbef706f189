package stratus.glance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Certificates;
import stratus.glance.app.Limits;
import stratus.glance.app.Regions;

/**
 * Other services, as far as Glance asks them.
 *
 * @param limits of projects, in Keystone; null where no project is held to any
 * @param regions in the catalog
 * @param certificates in the key manager
 */
public record GlanceNeighbours(@Nullable Limits limits, Regions regions, Certificates certificates) {
    /** Without a key manager. */
    public GlanceNeighbours(@Nullable Limits limits, Regions regions) {
        this(limits, regions, Certificates.none());
    }

    public static GlanceNeighbours none() {
        return new GlanceNeighbours(null, (_, _, _) -> Optional.empty());
    }
}
