package stratus.glance.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** The images that paths name, as policy rules look at them. */
final class Targets {
    private Targets() {}

    static Map<String, @Nullable Object> of(Image image) {
        var target = new HashMap<String, @Nullable Object>(image.properties());
        target.put("image_id", image.id());
        target.put("name", image.metadata().name());
        target.put("status", image.status());
        target.put("project_id", image.owner());
        target.put("owner", image.owner());
        target.put("visibility", image.visibility());
        target.put("member_id", "");
        return target;
    }

    /** The image that the path names; where there is none that is said in upstream's words for the path. */
    static Image named(Request r, Images images, String missing) {
        var id = r.path("image_id");
        try {
            return images.get(r.caller(), id);
        } catch (Fault.NotFound e) {
            throw new Fault.NotFound(missing.formatted(id));
        }
    }

    /** The image that the path names, if the caller may do this to it. */
    static Image authorized(Request r, Images images) {
        return authorized(r, images.get(r.caller(), r.path("image_id")));
    }

    /** The image, if the caller may do this to it; for who may not even see it, it is not there. */
    static Image authorized(Request r, Image image) {
        var target = of(image);
        try {
            r.authorize(target);
        } catch (Fault.Forbidden e) {
            throw hidden(r, target, e);
        }
        return image;
    }

    /** Refuses as {@link #authorized} does, by another rule than the path's. */
    static void require(Request r, String rule, Image image) {
        var target = of(image);
        try {
            r.require(rule, target);
        } catch (Fault.Forbidden e) {
            throw hidden(r, target, e);
        }
    }

    private static Fault hidden(Request r, Map<String, @Nullable Object> target, Fault.Forbidden refused) {
        return r.allows("get_image", target) ? refused : new Fault.NotFound("The resource could not be found.");
    }
}
