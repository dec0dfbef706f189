package stratus.nova.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /images}: Glance's images, until 2.35. Glance's own rules decide who may. */
public final class LegacyImagesApi {
    private static final int MOST = 1000;
    private static final Map<String, String> FILTERS = Map.of(
            "name", "name",
            "status", "status",
            "changes-since", "updated_at",
            "server", "instance_uuid",
            "type", "image_type",
            "minRam", "min_ram",
            "minDisk", "min_disk");

    private final LegacyImages images;
    private final String glance;

    public LegacyImagesApi(UserApi glance) {
        this.images = new LegacyImages(glance);
        this.glance = glance.url();
    }

    public void routes(Routes routes) {
        routes.token("GET", "/images", r -> list(r, "images", this::brief));
        routes.token("GET", "/images/detail", r -> list(r, "images/detail", this::full));
        routes.token("GET", "/images/{id}", this::show);
        routes.token("DELETE", "/images/{id}", this::delete);
    }

    private interface View {
        Map<String, @Nullable Object> of(JsonNode image, Request request);
    }

    private Response list(Request request, String collection, View view) {
        Legacy.until(request);
        int limit = request.query().integer("limit", 0, MOST);
        int shown = limit == 0 ? MOST : Math.min(limit, MOST);
        var found = images.list(request.caller(), query(request, shown));
        var body = new LinkedHashMap<String, Object>();
        body.put("images", found.stream().map(i -> view.of(i, request)).toList());
        if (!found.isEmpty() && found.size() == shown) {
            body.put(
                    "images_links",
                    Links.next(request, collection, found.getLast().path("id").asString()));
        }
        return Response.ok(body);
    }

    private static String query(Request request, int limit) {
        var parts = new ArrayList<String>();
        parts.add("limit=" + limit);
        var marker = request.query().get("marker");
        if (marker != null) {
            parts.add("marker=" + encoded(marker));
        }
        for (var name : request.query().names()) {
            var filter = name.startsWith("property-") ? name.substring("property-".length()) : FILTERS.get(name);
            if (filter != null) {
                parts.add(filter + "=" + encoded(value(filter, request.query().get(name, ""))));
            }
        }
        return String.join("&", parts);
    }

    /** A server may be named by its address. */
    private static String value(String filter, String given) {
        return switch (filter) {
            case "status" -> given.toLowerCase(Locale.ROOT);
            case "instance_uuid" -> given.substring(given.lastIndexOf('/') + 1);
            case "updated_at" -> "gte:" + given;
            default -> given;
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Response show(Request request) {
        Legacy.until(request);
        var image = images.find(request.caller(), request.path("id"));
        return Response.ok(Map.of("image", full(image, request)));
    }

    private Response delete(Request request) {
        Legacy.until(request);
        images.delete(request.caller(), request.path("id"));
        return Response.noContent();
    }

    private Map<String, @Nullable Object> brief(JsonNode image, Request request) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", image.path("id"));
        all.put("name", image.path("name"));
        all.put("links", links(image, request));
        return all;
    }

    private List<Map<String, String>> links(JsonNode image, Request request) {
        var id = image.path("id").asString();
        var all = new ArrayList<Map<String, String>>();
        Links.of(request, "images", id).forEach(l -> all.add(Map.of("href", l.href(), "rel", l.rel())));
        all.add(Map.of(
                "href", glance + "/images/" + id, "rel", "alternate", "type", "application/vnd.openstack.image"));
        return all;
    }

    private Map<String, @Nullable Object> full(JsonNode image, Request request) {
        var all = brief(image, request);
        var properties = LegacyImages.properties(image);
        var status = image.path("status").asString("");
        all.put("minRam", image.path("min_ram").asInt(0));
        all.put("minDisk", image.path("min_disk").asInt(0));
        all.put("metadata", properties);
        all.put("created", image.path("created_at"));
        all.put("updated", image.path("updated_at"));
        all.put("status", status(status));
        all.put("progress", progress(status));
        all.put("OS-EXT-IMG-SIZE:size", image.path("size"));
        var server = properties.get("instance_uuid");
        if (server != null) {
            all.put("server", Map.of("id", server, "links", Links.of(request, "servers", server)));
        }
        var automatic = properties.get("auto_disk_config");
        if (automatic != null) {
            all.put("OS-DCF:diskConfig", Boolean.TRUE.equals(Values.bool(automatic)) ? "AUTO" : "MANUAL");
        }
        return all;
    }

    private static String status(String glance) {
        return switch (glance) {
            case "active" -> "ACTIVE";
            case "queued", "saving" -> "SAVING";
            case "deleted", "pending_delete" -> "DELETED";
            case "killed" -> "ERROR";
            default -> "UNKNOWN";
        };
    }

    private static int progress(String glance) {
        return switch (glance) {
            case "queued" -> 25;
            case "saving" -> 50;
            case "active" -> 100;
            default -> 0;
        };
    }
}
