package stratus.glance.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import stratus.glance.GlanceConfig;
import stratus.glance.domain.ImageFormats;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/schemas}: what clients read before they ask for anything else. */
public final class SchemasApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> NAMES = List.of(
            "image",
            "images",
            "member",
            "members",
            "task",
            "tasks",
            "metadefs/namespace",
            "metadefs/namespaces",
            "metadefs/object",
            "metadefs/objects",
            "metadefs/property",
            "metadefs/properties",
            "metadefs/resource_type",
            "metadefs/resource_types",
            "metadefs/tag",
            "metadefs/tags");

    private final ImageFormats formats;

    /** @param formats those that there may be: the schemas of images name them */
    public SchemasApi(ImageFormats formats) {
        this.formats = formats;
    }

    public void routes(Routes routes) {
        for (var name : NAMES) {
            var schema = name.equals("image") ? image(formats) : schema(name);
            if (name.equals("images")) {
                formats(schema.at("/properties/images/items/properties"), formats);
            }
            var text = JSON.writeValueAsString(schema);
            routes.token("GET", "/schemas/" + name, _ -> Response.text(200, "application/json", text));
        }
    }

    /** An image's own, with the formats that there may be. */
    static JsonNode image(ImageFormats formats) {
        var schema = schema("image");
        formats(schema.path("properties"), formats);
        return schema;
    }

    private static void formats(JsonNode properties, ImageFormats formats) {
        name(properties.path("disk_format"), formats.disk());
        name(properties.path("container_format"), formats.container());
    }

    /** An image that has no bits yet may have none. */
    private static void name(JsonNode property, List<String> formats) {
        var all = ((ObjectNode) property).putArray("enum").addNull();
        formats.forEach(all::add);
    }

    /** A schema as clients are shown it, its formats apart. */
    static JsonNode schema(String name) {
        try (var in = GlanceConfig.class.getResourceAsStream("schemas/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no schema " + name);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
