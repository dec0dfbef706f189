package stratus.clients.glance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.OwnThread;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Glance on a user's behalf. */
public final class ImageClient {
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> FIELDS = Set.of(
            "id",
            "name",
            "status",
            "visibility",
            "owner",
            "disk_format",
            "container_format",
            "size",
            "virtual_size",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "min_disk",
            "min_ram",
            "protected",
            "os_hidden",
            "tags",
            "created_at",
            "updated_at",
            "self",
            "file",
            "schema",
            "stores",
            "locations",
            "direct_url");

    private final Function<Caller, RestClient> rest;

    /** {@code rest} gives a client of Glance that speaks for the caller. */
    public ImageClient(Function<Caller, RestClient> rest) {
        this.rest = rest;
    }

    public Image show(Caller caller, ImageId id) {
        return image(rest.apply(caller).get("/v2/images/" + id.text()));
    }

    /**
     * Writes the bits to a new file; what is not what Glance once hashed is removed, and a {@link Fault.Conflict}. An image
     * from a Glance that does not hash is taken as it is.
     */
    public void download(Caller caller, ImageId id, Path to) {
        var image = show(caller, id);
        if (!image.status().equals("active")) {
            throw new Fault.Conflict("Image %s is not active.".formatted(id.text()));
        }
        boolean whole = false;
        try {
            var hash = OwnThread.call("image-download", () -> fetch(caller, id, to));
            whole = image.sha512() == null || image.sha512().equals(hash);
            if (!whole) {
                throw new Fault.Conflict("The data of image %s does not match its hash.".formatted(id.text()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!whole) {
                remove(to);
            }
        }
    }

    /** The SHA-512 of what came. */
    private String fetch(Caller caller, ImageId id, Path to) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-512");
        try (var out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            rest.apply(caller).download("/v2/images/" + id.text() + "/file", out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A new image without data; {@code fields} as Glance has them: {@code name}, {@code disk_format}, properties. */
    public Image create(Caller caller, Map<String, ?> fields) {
        return image(rest.apply(caller).post("/v2/images", fields));
    }

    /** The same under an id of the caller's choice; a repeat finds the image that is there. */
    public Image create(Caller caller, ImageId id, Map<String, ?> fields) {
        var body = new LinkedHashMap<String, Object>(fields);
        body.put("id", id.text());
        try {
            return create(caller, body);
        } catch (Fault.Conflict there) {
            return show(caller, id);
        }
    }

    /** Gives fields and properties these values, whether the image has them by now or not. */
    public Image update(Caller caller, ImageId id, Map<String, ?> fields) {
        var changes = new ArrayList<Map<String, Object>>();
        fields.forEach((name, value) -> changes.add(Map.of("op", "add", "path", "/" + name, "value", value)));
        var answer = rest.apply(caller).raw("PATCH", "/v2/images/" + id.text(), PATCH, JSON.writeValueAsBytes(changes));
        if (answer.status() >= 400) {
            throw new Fault.Conflict("The image %s cannot be changed: %s".formatted(id.text(), answer.body()));
        }
        return image(answer.body());
    }

    /** Those that the caller may see and that have these properties, the latest first. */
    public List<Image> list(Caller caller, Map<String, String> properties) {
        var query = new StringBuilder("?sort=created_at:desc&limit=1000");
        properties.forEach((name, value) -> query.append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        var answer = rest.apply(caller).get("/v2/images" + query);
        return answer.path("images").values().stream().map(ImageClient::image).toList();
    }

    /** Fills an image that has no data yet; one that is active already is a success. */
    public void upload(Caller caller, ImageId id, Path from) {
        RestClient.Answer answer;
        try (var data = Files.newInputStream(from)) {
            answer = rest.apply(caller).upload("PUT", "/v2/images/" + id.text() + "/file", data);
        } catch (IOException e) {
            throw new Fault.Unavailable("image", e);
        }
        boolean repeated = answer.status() == 409 && show(caller, id).status().equals("active");
        if (answer.status() >= 400 && !repeated) {
            throw new Fault.Conflict("The data of image %s was refused: %s".formatted(id.text(), answer.body()));
        }
    }

    /** An absent image is a success. */
    public void delete(Caller caller, ImageId id) {
        rest.apply(caller).delete("/v2/images/" + id.text());
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Image image(JsonNode json) {
        var properties = new LinkedHashMap<String, String>();
        json.forEachEntry((name, value) -> {
            if (!FIELDS.contains(name) && value.isString()) {
                properties.put(name, value.stringValue());
            }
        });
        var name = text(json, "name");
        return new Image(
                ImageId.parse(json.path("id").asString()),
                name == null ? "" : name,
                json.path("status").asString(),
                text(json, "owner"),
                json.path("visibility").asString(),
                text(json, "disk_format"),
                text(json, "container_format"),
                number(json, "size"),
                number(json, "virtual_size"),
                text(json, "checksum"),
                text(json, "os_hash_value"),
                json.path("min_disk").asInt(0),
                json.path("min_ram").asInt(0),
                properties);
    }

    private static @Nullable String text(JsonNode json, String name) {
        var value = json.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static @Nullable Long number(JsonNode json, String name) {
        var value = json.get(name);
        return value == null || value.isNull() ? null : value.longValue();
    }
}
