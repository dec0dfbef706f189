package stratus.glance.api;

import stratus.glance.app.LocationImports;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Validation;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v2/images/{image_id}/locations}. */
public final class LocationsApi {
    private static final JsonSchema SCHEMA =
            new JsonSchema(JsonMapper.builder().build().readTree("""
            {"name": "location", "type": "object", "required": ["url"], "properties": {
              "url": {"type": "string"},
              "validation_data": {"type": "object", "additionalProperties": false,
                "properties": {
                  "os_hash_algo": {"type": "string", "enum": ["sha1", "sha256", "sha512", "md5"]},
                  "os_hash_value": {"type": "string", "maxLength": 128}},
                "dependentRequired": {
                  "os_hash_value": ["os_hash_algo"],
                  "os_hash_algo": ["os_hash_value"]}}}}"""));

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
        var body = JsonBody.read(r);
        SCHEMA.check(body);
        var url = body.path("url").stringValue();
        var image = images.get(r.caller(), r.path("image_id"));
        LocationImports.requireQueued(image);
        r.authorize(Targets.of(image));
        boolean service = r.caller().has("service") || r.caller().serviceRoles().contains("service");
        if (!service && !imports.readable(url)) {
            throw new Fault.Forbidden("http store must be enabled to use location API by normal user.", null);
        }
        imports.start(r.caller(), image, url, checked(said(body.path("validation_data"))));
        return Response.accepted();
    }

    private static Validation said(JsonNode data) {
        return data.isEmpty()
                ? Validation.none()
                : new Validation(
                        null,
                        data.path("os_hash_algo").stringValue(),
                        data.path("os_hash_value").stringValue());
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
}
