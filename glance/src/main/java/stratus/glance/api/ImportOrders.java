package stratus.glance.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import stratus.glance.app.Stores;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.ImportOrder.OnTheWeb;
import stratus.glance.domain.ImportOrder.OtherGlance;
import stratus.glance.domain.ImportOrder.OwnStore;
import stratus.glance.domain.ImportOrder.Source;
import stratus.glance.domain.ImportOrder.Staged;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code POST /import} asks for. */
final class ImportOrders {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STORE = "X-Image-Meta-Store";

    private final List<String> methods;
    private final Stores stores;

    ImportOrders(List<String> methods, Stores stores) {
        this.methods = methods;
        this.stores = stores;
    }

    boolean knows(String method) {
        return methods.contains(method);
    }

    /** The body of a request; what is wrong with it whichever image it is about, is refused. */
    JsonNode body(Request r) {
        var body = JsonBody.read(r);
        var method = body.path("method");
        if (!method.isObject()) {
            throw new Fault.Invalid("Import request requires a 'method' field.");
        }
        if (!method.has("name")) {
            throw new Fault.Invalid("Import request requires a 'name' field.");
        }
        if (!methods.contains(method(body))) {
            throw new Fault.Invalid("Unknown import method name '%s'.".formatted(method(body)));
        }
        flag(body, "all_stores_must_succeed", true);
        flag(body, "all_stores", false);
        return body;
    }

    /** How a body says that the bits are to come. */
    static String method(JsonNode body) {
        return body.path("method").path("name").asString("");
    }

    /** What a body asks for. */
    ImportOrder of(Request r, JsonNode body) {
        var source = source(body.path("method"), method(body));
        boolean everywhere = flag(body, "all_stores", false);
        boolean allMustSucceed = flag(body, "all_stores_must_succeed", true);
        var whole = new LinkedHashMap<String, Object>();
        body.forEachEntry((key, value) -> whole.put(key, JSON.convertValue(value, Object.class)));
        return new ImportOrder(source, targets(r, body, everywhere), everywhere, allMustSucceed, whole);
    }

    private static Source source(JsonNode method, String name) {
        return switch (name) {
            case "glance-direct" -> new Staged();
            case "copy-image" -> new OwnStore();
            case "web-download" -> web(method.path("uri"));
            default -> remote(method);
        };
    }

    private static Source web(JsonNode uri) {
        if (!uri.isString()) {
            throw new Fault.Invalid("URI for web-download does not pass filtering: %s".formatted(Repr.of(uri)));
        }
        return new OnTheWeb(uri.stringValue());
    }

    private static Source remote(JsonNode method) {
        for (var name : List.of("glance_region", "glance_image_id")) {
            if (!method.path(name).isString()) {
                throw new Fault.Invalid("'%s' needs to be set for glance-download import method".formatted(name));
            }
        }
        var image = method.path("glance_image_id").stringValue();
        if (!image.matches("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")) {
            throw new Fault.Invalid("Remote image id does not look like a UUID: %s".formatted(image));
        }
        return new OtherGlance(
                method.path("glance_region").stringValue(),
                image,
                method.path("glance_service_interface").asString("public"));
    }

    private static boolean flag(JsonNode body, String name, boolean usual) {
        if (body.has(name) && !body.path(name).isBoolean()) {
            throw new Fault.Invalid("'%s' must be boolean value only".formatted(name));
        }
        return body.path(name).asBoolean(usual);
    }

    private List<String> targets(Request r, JsonNode body, boolean everywhere) {
        var header = r.header(STORE);
        if (everywhere) {
            if (header != null || body.has("stores")) {
                throw new Fault.Invalid(
                        "All_stores parameter can't be used with x-image-meta-store header or stores parameter");
            }
            return stores.writable();
        }
        if (!body.has("stores")) {
            return known(List.of(header == null ? stores.standard() : header));
        }
        if (header != null) {
            throw new Fault.Invalid("Stores parameter and x-image-meta-store header can't be both specified");
        }
        var named = new ArrayList<String>();
        for (var store : body.path("stores")) {
            if (!named.contains(store.asString(""))) {
                named.add(store.asString(""));
            }
        }
        if (named.isEmpty()) {
            throw new Fault.Invalid("'stores' must name at least one store");
        }
        return known(named);
    }

    private List<String> known(List<String> named) {
        for (var store : named) {
            if (!stores.has(store)) {
                throw new Fault.Conflict(Stores.unknown(store));
            }
        }
        return named;
    }
}
