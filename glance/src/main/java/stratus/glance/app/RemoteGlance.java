package stratus.glance.app;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import stratus.glance.domain.ImportOrder.OtherGlance;
import stratus.glance.domain.ImportRules;
import stratus.glance.store.Web;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images of other regions, as the caller may have them. */
public final class RemoteGlance {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String METHOD = "glance-download";
    private static final int MOST = 1 << 20;

    private final Web web;
    private final WebAddresses addresses;
    private final Regions regions;
    private final ImportRules rules;

    public RemoteGlance(Web web, WebAddresses addresses, Regions regions, ImportRules rules) {
        this.web = web;
        this.addresses = addresses;
        this.regions = regions;
        this.rules = rules;
    }

    /** What an image over there is, as far as it is the same here. */
    record Remote(String diskFormat, String containerFormat, long size, Map<String, String> properties) {}

    Remote show(Caller caller, OtherGlance other) throws IOException {
        var page = get(caller, other, "");
        JsonNode image;
        try (var body = page.body()) {
            image = JSON.readTree(body.readNBytes(MOST));
        }
        if (!image.path("status").asString("").equals("active")) {
            throw new Fault.Invalid("Source image status should be active instead of %s"
                    .formatted(image.path("status").asString("")));
        }
        if (!image.path("size").isIntegralNumber()) {
            throw new Fault.Invalid(
                    "Size attribute of remote image %s could not be determined.".formatted(other.image()));
        }
        return new Remote(
                image.path("disk_format").asString(""),
                image.path("container_format").asString(""),
                image.path("size").longValue(),
                properties(image));
    }

    private Map<String, String> properties(JsonNode image) {
        var properties = new LinkedHashMap<String, String>();
        image.forEachEntry((name, value) -> {
            boolean copied = rules.copied().stream().anyMatch(name::startsWith);
            if (copied && !name.startsWith("os_glance") && value.isString()) {
                properties.put(name, value.stringValue());
            }
        });
        return properties;
    }

    Web.Page file(Caller caller, OtherGlance other) throws IOException {
        return get(caller, other, "/file");
    }

    private Web.Page get(Caller caller, OtherGlance other, String path) throws IOException {
        var glance = regions.glance(caller, other.region(), other.endpoint())
                .orElseThrow(() -> new Fault.Invalid("Response from Keystone does not contain a Glance endpoint."));
        var uri = addresses.check("%s/v2/images/%s%s".formatted(glance, other.image(), path), METHOD);
        return web.bring(uri, Map.of("X-Auth-Token", caller.token().value()), addresses::follow);
    }
}
