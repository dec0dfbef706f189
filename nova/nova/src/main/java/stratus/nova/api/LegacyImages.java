package stratus.nova.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** Glance's images, as those who know them by Compute's API see and change them. */
record LegacyImages(UserApi glance) {
    private static final String ALL = "/v2/images";
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";

    /** What Glance itself says of an image; the rest are its properties. */
    private static final Set<String> OWN = Set.of(
            "id",
            "name",
            "status",
            "visibility",
            "size",
            "virtual_size",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "os_hidden",
            "protected",
            "owner",
            "container_format",
            "disk_format",
            "min_disk",
            "min_ram",
            "created_at",
            "updated_at",
            "tags",
            "file",
            "self",
            "schema",
            "stores",
            "locations",
            "direct_url");

    JsonNode find(Caller caller, String id) {
        try {
            return glance.get(caller, ALL + "/" + id);
        } catch (Fault.NotFound gone) {
            throw new Fault.NotFound("Image not found.");
        }
    }

    /** {@code query} is Glance's own, without the question mark. */
    List<JsonNode> list(Caller caller, String query) {
        return glance.get(caller, ALL + "?" + query)
                .path("images")
                .valueStream()
                .toList();
    }

    void delete(Caller caller, String id) {
        try {
            glance.delete(caller, ALL + "/" + id);
        } catch (Fault.NotFound gone) {
            throw new Fault.NotFound("Image not found.");
        } catch (Fault.Forbidden refused) {
            throw new Fault.Forbidden("You are not allowed to delete the image.", null);
        }
    }

    static Map<String, String> properties(JsonNode image) {
        var all = new TreeMap<String, String>();
        image.forEachEntry((name, value) -> {
            if (!OWN.contains(name) && !value.isNull()) {
                all.put(name, value.isString() ? value.stringValue() : value.toString());
            }
        });
        return all;
    }

    /** Gives the image these in place of those that it has. */
    Map<String, String> replace(Caller caller, JsonNode image, Map<String, String> wanted) {
        var now = properties(image);
        var changes = new ArrayList<Map<String, Object>>();
        wanted.forEach((name, value) -> {
            if (!value.equals(now.get(name))) {
                changes.add(change(now.containsKey(name) ? "replace" : "add", name, value));
            }
        });
        now.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> changes.add(change("remove", name, null)));
        if (!changes.isEmpty()) {
            glance.patch(caller, ALL + "/" + image.path("id").asString(), PATCH, changes);
        }
        return wanted;
    }

    private static Map<String, Object> change(String kind, String name, @Nullable String value) {
        var change = new LinkedHashMap<String, Object>();
        change.put("op", kind);
        change.put("path", "/" + name.replace("~", "~0").replace("/", "~1"));
        if (value != null) {
            change.put("value", value);
        }
        return change;
    }
}
