package stratus.glance.api;

import java.util.List;
import java.util.Set;
import stratus.glance.app.LocationImports;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Validation;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /v2/images/{image_id}/locations}. */
public final class LocationsApi {
    private final Images images;
    private final LocationImports imports;

    public LocationsApi(Images images, LocationImports imports) {
        this.images = images;
        this.imports = imports;
    }

    public void routes(Routes routes) {
        routes.get("/images/{image_id}/locations", "fetch_image_location", this::list)
                .post("/images/{image_id}/locations", "add_image_location", this::add);
    }

    private Response list(Request r) {
        var image = images.get(r.caller(), r.path("image_id"));
        r.authorize(Targets.of(image));
        return Response.ok(image.locations());
    }

    private Response add(Request r) {
        var body = r.json();
        var url = body.path("url");
        if (!url.isString()) {
            throw refused("'url' is a required property");
        }
        var said = said(body.path("validation_data"));
        var image = images.get(r.caller(), r.path("image_id"));
        r.authorize(Targets.of(image));
        LocationImports.requireQueued(image);
        boolean service = r.caller().has("service") || r.caller().serviceRoles().contains("service");
        if (!service && !imports.readable(url.stringValue())) {
            throw new Fault.Forbidden("http store must be enabled to use location API by normal user.", null);
        }
        imports.start(r.caller(), image, url.stringValue(), checked(said));
        return Response.accepted();
    }

    private static Validation said(JsonNode data) {
        if (data.isMissingNode()) {
            return Validation.none();
        }
        if (!data.isObject() || !Set.of("os_hash_algo", "os_hash_value").containsAll(data.propertyNames())) {
            throw refused("Additional properties are not allowed in 'validation_data'");
        }
        if (data.isEmpty()) {
            return Validation.none();
        }
        for (var name : List.of("os_hash_algo", "os_hash_value")) {
            if (!data.path(name).isString()) {
                throw refused("'%s' is a dependency of the other".formatted(name));
            }
        }
        var algorithm = data.path("os_hash_algo").stringValue();
        if (!Validation.algorithms().contains(algorithm)) {
            throw refused("'%s' is not one of %s".formatted(algorithm, Validation.algorithms()));
        }
        return new Validation(null, algorithm, data.path("os_hash_value").stringValue());
    }

    private static Validation checked(Validation said) {
        var hash = said.hash();
        if (hash == null) {
            return said;
        }
        var algorithm = said.algorithm() == null ? Bits.ALGORITHM : said.algorithm();
        int length = Validation.length(hash);
        if (length < 0) {
            throw new Fault.Invalid("os_hash_value (%s) is not a valid hexadecimal value".formatted(hash));
        }
        if (length != Validation.bytes(algorithm)) {
            throw new Fault.Invalid("os_hash_value: (%s) is not the correct size for (%s) (should be (%d) bytes)"
                    .formatted(hash, algorithm, Validation.bytes(algorithm)));
        }
        return said;
    }

    private static Fault refused(String problem) {
        return new Fault.Invalid("Provided object does not match schema 'location': " + problem);
    }
}
