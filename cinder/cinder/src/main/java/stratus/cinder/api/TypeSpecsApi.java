package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.cinder.app.Types;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /types/{id}/extra_specs} of the Block Storage API. */
public final class TypeSpecsApi {
    private static final String PATH = "/types/{type_id}/extra_specs";
    private static final String RULE = "volume_extension:types_extra_specs:";

    private final Types types;

    public TypeSpecsApi(Types types) {
        this.types = types;
    }

    public void routes(Routes routes) {
        routes.get(PATH, RULE + "index", this::list)
                .post(PATH, RULE + "create", this::create)
                .get(PATH + "/{key}", RULE + "show", this::show)
                .put(PATH + "/{key}", RULE + "update", this::update)
                .delete(PATH + "/{key}", RULE + "delete", this::delete);
    }

    private VolumeType type(Request r) {
        r.authorize();
        return types.get(Ask.viewer(r), r.path("type_id"));
    }

    private Response list(Request r) {
        return Response.ok(Map.of("extra_specs", TypeView.specs(r, type(r))));
    }

    private Response create(Request r) {
        var type = type(r);
        var given = specs(Bodies.onlyTexts(r, "extra_specs"));
        types.specify(r.caller(), type, there -> merged(there, given));
        return Response.ok(Map.of("extra_specs", given));
    }

    private static Map<String, String> merged(Map<String, String> there, Map<String, String> given) {
        var all = new LinkedHashMap<>(there);
        all.putAll(given);
        if ("<is> True".equals(all.get("multiattach")) && "<is> True".equals(all.get("cacheable"))) {
            throw new Fault.Invalid("cacheable cannot be set with multiattach.");
        }
        return all;
    }

    /** Keys are words of letters, digits and a few signs. */
    private static Map<String, String> specs(Map<String, String> given) {
        for (var key : given.keySet()) {
            if (!key.matches("[\\w.:\\- ]{1,255}")) {
                throw new Fault.Invalid("Invalid input for field/attribute extra_specs. Additional properties are not"
                        + " allowed ('%s' was unexpected)".formatted(key));
            }
        }
        return given;
    }

    private Response show(Request r) {
        var type = type(r);
        var key = r.path("key");
        var value = TypeView.specs(r, type).get(key);
        if (value == null) {
            throw missing(type, key);
        }
        return Response.ok(Map.of(key, value));
    }

    private static Fault missing(VolumeType type, String key) {
        return new Fault.NotFound("Volume Type %s has no extra specs with key %s.".formatted(type.id(), key));
    }

    private Response update(Request r) {
        var type = type(r);
        var given = new LinkedHashMap<String, String>();
        var body = r.json();
        for (var name : body.propertyNames()) {
            given.put(name, Bodies.needed(body, name));
        }
        if (!given.containsKey(r.path("key"))) {
            throw new Fault.Invalid("Request body and URI mismatch");
        }
        if (given.size() > 1) {
            throw new Fault.Invalid("Request body contains too many items");
        }
        types.specify(r.caller(), type, there -> merged(there, specs(given)));
        return Response.ok(given);
    }

    private Response delete(Request r) {
        var type = type(r);
        types.specify(r.caller(), type, there -> {
            var all = new LinkedHashMap<>(there);
            if (all.remove(r.path("key")) == null) {
                throw missing(type, r.path("key"));
            }
            return all;
        });
        return Response.accepted();
    }
}
