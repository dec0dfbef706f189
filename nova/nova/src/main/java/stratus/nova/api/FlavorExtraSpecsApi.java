package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import stratus.nova.app.Flavors;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /flavors/{flavor_id}/os-extra_specs}. */
public final class FlavorExtraSpecsApi {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_:. ]{1,255}");

    private final Flavors flavors;

    public FlavorExtraSpecsApi(Flavors flavors) {
        this.flavors = flavors;
    }

    public void routes(Routes routes) {
        var all = "/flavors/{flavor_id}/os-extra_specs";
        var one = all + "/{spec}";
        var rule = "os_compute_api:os-flavor-extra-specs:";
        routes.get(all, rule + "index", this::list)
                .post(all, rule + "create", this::create)
                .get(one, rule + "show", this::show)
                .put(one, rule + "update", this::update)
                .delete(one, rule + "delete", this::delete);
    }

    private Response list(Request request) {
        request.authorize();
        var flavor = flavors.get(request.caller(), request.path("flavor_id"));
        return Response.ok(Links.body("extra_specs", flavor.extraSpecs()));
    }

    private Response show(Request request) {
        request.authorize();
        var flavor = flavors.get(request.caller(), request.path("flavor_id"));
        var name = request.path("spec");
        var value = flavor.extraSpecs().get(name);
        if (value == null) {
            throw Flavors.missingSpec(flavor.id(), name);
        }
        return Response.ok(Links.body(name, value));
    }

    private Response create(Request request) {
        request.authorize();
        var specs = specs(request.json().path("extra_specs"));
        flavors.addSpecs(request.caller(), request.path("flavor_id"), specs);
        return Response.ok(Links.body("extra_specs", specs));
    }

    private Response update(Request request) {
        request.authorize();
        var specs = specs(request.json());
        if (specs.size() != 1 || !specs.containsKey(request.path("spec"))) {
            throw new Fault.Invalid("Request body and URI mismatch");
        }
        flavors.addSpecs(request.caller(), request.path("flavor_id"), specs);
        return Response.ok(specs);
    }

    private Response delete(Request request) {
        request.authorize();
        flavors.removeSpec(request.caller(), request.path("flavor_id"), request.path("spec"));
        return Response.of(200, null);
    }

    private static Map<String, String> specs(JsonNode node) {
        if (!node.isObject()) {
            throw new Fault.Invalid("extra_specs", "%s is not of type 'object'".formatted(node));
        }
        var specs = new LinkedHashMap<String, String>();
        node.forEachEntry((name, value) -> specs.put(checked(name), value(name, value)));
        return specs;
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Fault.Invalid("extra_specs", "'%s' is not a name for an extra spec".formatted(name));
        }
        return name;
    }

    private static String value(String name, JsonNode value) {
        if (value.isString() && value.stringValue().length() <= 255) {
            return value.stringValue();
        }
        if (value.isNumber()) {
            return value.asString();
        }
        throw new Fault.Invalid(name, "%s is not of type 'string', 'number'".formatted(value));
    }
}
