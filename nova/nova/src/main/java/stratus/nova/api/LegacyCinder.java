package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.clients.user.UserApi;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/**
 * Cinder's volumes or snapshots in the words of Compute's API: listed, shown and deleted.
 *
 * @param title how messages name one
 * @param one how bodies name one; all are in plural
 * @param rule what the names of the rules begin with
 */
record LegacyCinder(
        UserApi cinder, String title, String one, String rule, Function<JsonNode, Map<String, @Nullable Object>> view) {
    private static final int MOST = 1000;

    void routes(Routes routes) {
        routes.get("/os-" + all(), rule + "list", this::list)
                .get("/os-%s/detail".formatted(all()), rule + "detail", this::list)
                .get("/os-%s/{id}".formatted(all()), rule + "show", this::show)
                .delete("/os-%s/{id}".formatted(all()), rule + "delete", this::delete);
    }

    private String all() {
        return one + "s";
    }

    private String path() {
        return "/v3/" + all();
    }

    private Response list(Request request) {
        Legacy.begin(request);
        var found = cinder.get(request.caller(), path() + "/detail").path(all());
        return Response.ok(
                Map.of(all(), limited(request, found).stream().map(view).toList()));
    }

    /** What {@code offset} and {@code limit} leave of a list. */
    private static List<JsonNode> limited(Request request, JsonNode found) {
        int offset = request.query().integer("offset", 0, 0);
        int limit = request.query().integer("limit", 0, MOST);
        return found.valueStream()
                .skip(offset)
                .limit(limit == 0 ? MOST : Math.min(limit, MOST))
                .toList();
    }

    private Response show(Request request) {
        Legacy.begin(request);
        return Response.ok(Map.of(one, view.apply(find(request))));
    }

    private JsonNode find(Request request) {
        var id = request.path("id");
        var gone = "%s %s could not be found.".formatted(title, id);
        return Legacy.get(cinder, request, path() + "/" + id, gone).path(one);
    }

    private Response delete(Request request) {
        Legacy.begin(request);
        cinder.delete(request.caller(), path() + "/" + find(request).path("id").asString());
        return Response.accepted();
    }

    /** As Cinder has it. */
    JsonNode create(Request request, Map<String, Object> fields) {
        return cinder.post(request.caller(), path(), Map.of(one, fields)).path(one);
    }

    /** What Cinder is asked for: so far its name and description, where they were given. */
    static Map<String, Object> fields(JsonNode wanted) {
        var fields = new LinkedHashMap<String, Object>();
        text(wanted, "display_name", fields, "name");
        text(wanted, "display_description", fields, "description");
        return fields;
    }

    /** Takes a text over under the same name, where it was given. */
    static void text(JsonNode from, String name, Map<String, Object> to) {
        text(from, name, to, name);
    }

    private static void text(JsonNode from, String name, Map<String, Object> to, String as) {
        var given = from.path(name);
        if (given.isMissingNode()) {
            return;
        }
        if (!given.isString()) {
            throw new Fault.Invalid(name, "%s is not of type 'string'".formatted(given));
        }
        to.put(as, given);
    }
}
