package stratus.glance.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;

/** Images as policy rules look at them. */
final class Targets {
    private Targets() {}

    static Map<String, @Nullable Object> of(Image image) {
        var target = new HashMap<String, @Nullable Object>();
        target.put("project_id", image.owner());
        target.put("owner", image.owner());
        target.put("visibility", image.visibility());
        target.put("member_id", "");
        return target;
    }
}
