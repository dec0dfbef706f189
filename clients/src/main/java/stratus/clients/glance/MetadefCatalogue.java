package stratus.clients.glance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts namespaces of metadata definitions, as files have them, into a running Glance. */
public final class MetadefCatalogue {
    private static final String ALL = "/v2/metadefs/namespaces";

    private final RestClient glance;
    private final Mode mode;

    public MetadefCatalogue(RestClient glance, Mode mode) {
        this.glance = glance;
        this.mode = mode;
    }

    /** What becomes of a namespace that is there. */
    public enum Mode {
        /** It stays as it is. */
        KEEP,
        /** What it has not yet is added. */
        MERGE,
        /** As before, and what it has is replaced. */
        PREFER_NEW,
        /** It goes, with all that it defined. */
        OVERWRITE
    }

    /** What was done with a file. */
    public enum Outcome {
        ADDED,
        KEPT,
        MERGED,
        REPLACED
    }

    public Outcome load(JsonNode file) {
        var name = file.path("namespace").asString("");
        if (name.isEmpty()) {
            throw new Fault.Invalid("it names no namespace");
        }
        var path = ALL + "/" + encoded(name);
        int status = glance.exchange("GET", path, null).status();
        if (status == 404) {
            glance.post(ALL, file);
            return Outcome.ADDED;
        }
        return switch (mode) {
            case KEEP -> Outcome.KEPT;
            case OVERWRITE -> {
                glance.put(path, attributes(file, false));
                glance.delete(path);
                glance.post(ALL, file);
                yield Outcome.REPLACED;
            }
            case MERGE, PREFER_NEW -> {
                merge(path, file);
                yield Outcome.MERGED;
            }
        };
    }

    /** The namespace alone, without what it defines. */
    private static Map<String, Object> attributes(JsonNode file, boolean undeletable) {
        var attributes = new LinkedHashMap<String, Object>();
        for (var field : new String[] {"namespace", "display_name", "description", "visibility", "owner"}) {
            if (file.path(field).isString()) {
                attributes.put(field, file.path(field).stringValue());
            }
        }
        attributes.put("protected", undeletable);
        return attributes;
    }

    private void merge(String path, JsonNode file) {
        if (mode == Mode.PREFER_NEW) {
            glance.put(path, attributes(file, file.path("protected").asBoolean(false)));
        }
        for (var type : file.path("resource_type_associations")) {
            if (mode == Mode.PREFER_NEW) {
                glance.exchange("DELETE", part(path, "resource_types", type), null);
            }
            add(path + "/resource_types", type);
        }
        file.path("properties").forEachEntry((name, body) -> {
            var property = (ObjectNode) body.deepCopy();
            property.put("name", name);
            addOrReplace(path, "properties", property);
        });
        file.path("objects").forEach(object -> addOrReplace(path, "objects", object));
        file.path("tags").forEach(tag -> add(part(path, "tags", tag), null));
    }

    private void addOrReplace(String path, String kind, JsonNode body) {
        if (!add(path + "/" + kind, body) && mode == Mode.PREFER_NEW) {
            glance.put(part(path, kind, body), body);
        }
    }

    /** False where it is already. */
    private boolean add(String path, @Nullable Object body) {
        var answer = glance.exchange("POST", path, body);
        if (answer.status() / 100 != 2 && answer.status() != 409) {
            throw new Fault.Invalid(answer.body().path("message").asString("refused with " + answer.status()));
        }
        return answer.status() != 409;
    }

    private static String part(String path, String kind, JsonNode named) {
        return "%s/%s/%s".formatted(path, kind, encoded(named.path("name").asString("")));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
