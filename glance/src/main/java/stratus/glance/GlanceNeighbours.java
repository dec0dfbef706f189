package stratus.glance;

import org.jspecify.annotations.Nullable;
import stratus.glance.app.Limits;

/**
 * Other services, as far as Glance asks them.
 *
 * @param limits of projects, in Keystone; null where no project is held to any
 */
public record GlanceNeighbours(@Nullable Limits limits) {
    public static GlanceNeighbours none() {
        return new GlanceNeighbours(null);
    }
}
