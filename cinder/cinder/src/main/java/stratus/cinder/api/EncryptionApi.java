package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Encryptions;
import stratus.cinder.app.Types;
import stratus.cinder.domain.Encryption;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /types/{id}/encryption}: a type has one or none, whatever id a request names. */
public final class EncryptionApi {
    private static final String PATH = "/types/{type_id}/encryption";
    private static final String RULE = "volume_extension:volume_type_encryption:";

    private final Types types;
    private final Encryptions encryptions;

    public EncryptionApi(Types types, Encryptions encryptions) {
        this.types = types;
        this.encryptions = encryptions;
    }

    public void routes(Routes routes) {
        routes.get(PATH, RULE + "get", this::list)
                .post(PATH, RULE + "create", this::create)
                .get(PATH + "/{key}", RULE + "get", this::show)
                .put(PATH + "/{encryption_id}", RULE + "update", this::update)
                .delete(PATH + "/{encryption_id}", RULE + "delete", this::delete);
    }

    private VolumeType type(Request r) {
        r.authorize();
        return types.get(Ask.viewer(r), r.path("type_id"));
    }

    private Response list(Request r) {
        return Response.ok(view(type(r)));
    }

    /** Empty for a type whose volumes are not encrypted. */
    private Map<String, @Nullable Object> view(VolumeType type) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        encryptions.of(type).ifPresent(e -> {
            body.put("volume_type_id", e.volumeTypeId());
            body.put("encryption_id", e.id());
            body.put("provider", e.provider());
            body.put("control_location", e.controlLocation());
            body.put("cipher", e.cipher());
            body.put("key_size", e.keySize());
            body.put("deleted", false);
            body.put("created_at", e.createdAt());
            body.put("updated_at", e.updatedAt());
            body.put("deleted_at", null);
        });
        return body;
    }

    private Response show(Request r) {
        var type = type(r);
        var body = view(type);
        if (!body.containsKey(r.path("key"))) {
            throw Encryptions.missing(type);
        }
        body.keySet().retainAll(Set.of(r.path("key")));
        return Response.ok(body);
    }

    private Response create(Request r) {
        var type = type(r);
        var given = given(r);
        var made = new Encryption(
                UUID.randomUUID().toString(),
                type.id(),
                provider(given),
                location(given),
                Bodies.text(given, "cipher"),
                keySize(given),
                encryptions.now(),
                null);
        encryptions.create(r.caller(), made);
        var body = echo(given);
        body.put("volume_type_id", type.id());
        body.put("encryption_id", made.id());
        return Response.ok(Map.of("encryption", body));
    }

    private static ObjectNode given(Request r) {
        var body = Bodies.object(r, "encryption");
        Bodies.only(body, "provider", "control_location", "cipher", "key_size");
        return body;
    }

    private static String provider(JsonNode body) {
        var provider = Bodies.text(body, "provider");
        if (provider == null) {
            throw new Fault.Invalid("encryption", "'provider' is a required property");
        }
        return provider;
    }

    private static String location(JsonNode body) {
        return Bodies.oneOf(body, "control_location", Encryption.LOCATIONS.toArray(String[]::new));
    }

    /** As a number or as a text. */
    private static @Nullable Integer keySize(JsonNode body) {
        var value = body.path("key_size");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        var text = value.isString() || value.isIntegralNumber() ? value.asString() : "";
        if (!text.matches("[0-9]{1,9}")) {
            throw new Fault.Invalid("Invalid input received: key_size must be an integer.");
        }
        return Integer.valueOf(text);
    }

    /** The answer is what was given. */
    private static Map<String, @Nullable Object> echo(ObjectNode given) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        for (var name : given.propertyNames()) {
            body.put(name, name.equals("key_size") ? keySize(given) : Bodies.text(given, name));
        }
        return body;
    }

    private Response update(Request r) {
        var type = type(r);
        var given = given(r);
        encryptions.update(r.caller(), type, before -> changed(before, given));
        return Response.ok(Map.of("encryption", echo(given)));
    }

    private Encryption changed(Encryption before, JsonNode given) {
        return new Encryption(
                before.id(),
                before.volumeTypeId(),
                given.has("provider") ? provider(given) : before.provider(),
                given.has("control_location") ? location(given) : before.controlLocation(),
                given.has("cipher") ? Bodies.text(given, "cipher") : before.cipher(),
                given.has("key_size") ? keySize(given) : before.keySize(),
                before.createdAt(),
                encryptions.now());
    }

    private Response delete(Request r) {
        encryptions.delete(r.caller(), type(r));
        return Response.accepted();
    }
}
