package stratus.keystone.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Limits;
import stratus.keystone.domain.RegisteredLimit;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /v3/registered_limits}: what a project has by default. */
public final class RegisteredLimitsApi {
    private final Limits limits;

    public RegisteredLimitsApi(Limits limits) {
        this.limits = limits;
    }

    public void routes(Routes routes) {
        var one = "/registered_limits/{registered_limit_id}";
        routes.get("/registered_limits", "identity:list_registered_limits", this::list)
                .post("/registered_limits", "identity:create_registered_limits", this::create)
                .get(one, "identity:get_registered_limit", this::show)
                .patch(one, "identity:update_registered_limit", this::update)
                .delete(one, "identity:delete_registered_limit", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var found = limits.registered().stream().map(l -> view(r, l)).toList();
        return Listing.of(r, "registered_limits", found, Set.of("service_id", "region_id", "resource_name"));
    }

    private Response create(Request r) {
        r.authorize();
        var wanted = new ArrayList<RegisteredLimit>();
        for (var f : each(r, "registered_limits")) {
            wanted.add(new RegisteredLimit(
                    Ids.hex(),
                    f.name("service_id"),
                    f.text("region_id", ""),
                    f.name("resource_name"),
                    number(f, "default_limit"),
                    f.text("description")));
        }
        limits.register(r.caller(), wanted);
        return Response.created(
                Map.of("registered_limits", wanted.stream().map(l -> view(r, l)).toList()));
    }

    /** The objects of a body that is a list of them. */
    static List<Fields> each(Request r, String key) {
        var all = r.json().path(key);
        if (!all.isArray() || all.isEmpty()) {
            throw new Fault.Invalid("'%s' is a required property".formatted(key));
        }
        return all.values().stream().map(item -> Fields.of(wrap(item), "item")).toList();
    }

    private static JsonNode wrap(JsonNode item) {
        return tools.jackson.databind.node.JsonNodeFactory.instance.objectNode().set("item", item);
    }

    static long number(Fields f, String name) {
        var value = f.raw(name);
        if (value.isMissingNode()) {
            throw new Fault.Invalid("'%s' is a required property".formatted(name));
        }
        if (!value.isIntegralNumber() || value.longValue() < -1 || value.longValue() > Integer.MAX_VALUE) {
            throw new Fault.Invalid(name, "%s is not a number from -1 to %d".formatted(value, Integer.MAX_VALUE));
        }
        return value.longValue();
    }

    private Response show(Request r) {
        return Response.ok(Map.of("registered_limit", view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "registered_limit");
        var after = new RegisteredLimit(
                old.id(),
                f.name("service_id", old.serviceId()),
                f.has("region_id") ? f.text("region_id", "") : old.regionId(),
                f.name("resource_name", old.resourceName()),
                f.has("default_limit") ? number(f, "default_limit") : old.defaultLimit(),
                f.has("description") ? f.text("description") : old.description());
        limits.update(r.caller(), after);
        return Response.ok(Map.of("registered_limit", view(r, after)));
    }

    private Response delete(Request r) {
        limits.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private RegisteredLimit allowed(Request r) {
        r.authorize();
        var id = r.path("registered_limit_id");
        return limits.registered(id)
                .orElseThrow(() -> new Fault.NotFound("Could not find registered limit for %s.".formatted(id)));
    }

    private static Map<String, @Nullable Object> view(Request r, RegisteredLimit l) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", l.id());
        view.put("service_id", l.serviceId());
        view.put("region_id", l.regionId().isEmpty() ? null : l.regionId());
        view.put("resource_name", l.resourceName());
        view.put("default_limit", l.defaultLimit());
        view.put("description", l.description());
        view.put("links", Map.of("self", "%s/v3/registered_limits/%s".formatted(r.baseUrl(), l.id())));
        return view;
    }
}
