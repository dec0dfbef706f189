package stratus.nova.api;

import java.util.Map;
import java.util.TreeMap;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /images/{id}/metadata}: the properties of Glance's images, until 2.38. */
public final class LegacyImageMetadataApi {
    private static final String ALL = "/images/{image_id}/metadata";
    private static final int MOST = 128;

    private final LegacyImages images;

    public LegacyImageMetadataApi(UserApi glance) {
        this.images = new LegacyImages(glance);
    }

    public void routes(Routes routes) {
        routes.token("GET", ALL, this::list);
        routes.token("POST", ALL, this::add);
        routes.token("PUT", ALL, this::replace);
        routes.token("GET", ALL + "/{key}", this::show);
        routes.token("PUT", ALL + "/{key}", this::set);
        routes.token("DELETE", ALL + "/{key}", this::delete);
    }

    private JsonNode image(Request request) {
        Values.until(request, 38);
        return images.find(request.caller(), request.path("image_id"));
    }

    private Response list(Request request) {
        return Response.ok(Map.of("metadata", LegacyImages.properties(image(request))));
    }

    private Response show(Request request) {
        var key = request.path("key");
        var value = LegacyImages.properties(image(request)).get(key);
        if (value == null) {
            throw new Fault.NotFound("The resource could not be found.");
        }
        return Response.ok(Map.of("meta", Map.of(key, value)));
    }

    private Response add(Request request) {
        var image = image(request);
        var all = new TreeMap<>(LegacyImages.properties(image));
        all.putAll(given(request, "metadata"));
        return Response.ok(Map.of("metadata", change(request, image, all)));
    }

    private Response replace(Request request) {
        var image = image(request);
        return Response.ok(Map.of("metadata", change(request, image, given(request, "metadata"))));
    }

    private Response set(Request request) {
        var image = image(request);
        var meta = given(request, "meta");
        var key = request.path("key");
        var value = meta.get(key);
        if (value == null || meta.size() != 1) {
            throw new Fault.Invalid("Request body and URI mismatch");
        }
        var all = new TreeMap<>(LegacyImages.properties(image));
        all.put(key, value);
        change(request, image, all);
        return Response.ok(Map.of("meta", meta));
    }

    private Response delete(Request request) {
        var image = image(request);
        var all = new TreeMap<>(LegacyImages.properties(image));
        if (all.remove(request.path("key")) == null) {
            throw new Fault.NotFound("Invalid metadata key");
        }
        change(request, image, all);
        return Response.noContent();
    }

    private Map<String, String> change(Request request, JsonNode image, Map<String, String> wanted) {
        if (wanted.size() > MOST) {
            throw new Fault.OverQuota("Image metadata limit exceeded");
        }
        return images.replace(request.caller(), image, wanted);
    }

    private static Map<String, String> given(Request request, String name) {
        var body = request.json().path(name);
        if (!body.isObject()) {
            throw new Fault.Invalid(name, "%s is not of type 'object'".formatted(body));
        }
        return ServerMetadataApi.read(name, body);
    }
}
