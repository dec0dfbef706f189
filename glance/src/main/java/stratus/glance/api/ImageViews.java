package stratus.glance.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Locations;
import stratus.glance.app.Stores;
import stratus.glance.domain.Image;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;

/** Images as answers show them: with the places of their bits where the operator lets the caller know. */
public final class ImageViews {
    private final List<String> methods;
    private final Stores stores;
    private final Locations locations;
    private final PropertyRules rules;

    public ImageViews(List<String> methods, Stores stores, Locations locations, PropertyRules rules) {
        this.rules = rules;
        this.methods = List.copyOf(methods);
        this.stores = stores;
        this.locations = locations;
    }

    Map<String, @Nullable Object> of(Request r, Image known) {
        // where a deactivated image's bits are is for administrators
        var image = known.is("deactivated") && !r.caller().has("admin") ? known.withLocations(List.of()) : known;
        var view = ImageWire.of(image, this.rules.readable(r, image.properties()));
        var rules = locations.rules();
        boolean may = (rules.shown() || rules.direct()) && r.allows("get_image_location", Targets.of(image));
        if (rules.shown()) {
            view.put("locations", may ? image.locations() : List.of());
        }
        if (rules.direct() && may && !image.locations().isEmpty()) {
            view.put(
                    "direct_url", locations.sorted(image.locations()).getFirst().url());
        }
        return view;
    }

    Response created(Request r, Image image) {
        return Response.created(of(r, image))
                .with("Location", r.baseUrl() + "/v2/images/" + image.id())
                .with("OpenStack-image-import-methods", String.join(",", methods))
                .with("OpenStack-image-store-ids", String.join(",", stores.ids()));
    }
}
