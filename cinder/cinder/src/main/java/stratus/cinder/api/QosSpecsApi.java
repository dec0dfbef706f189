package stratus.cinder.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.QosSpecs;
import stratus.cinder.domain.QosSpec;
import stratus.cinder.domain.QosSpecFilter;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /qos-specs} of the Block Storage API. */
public final class QosSpecsApi {
    private static final String PATH = "/qos-specs/{qos_id}";
    private static final String RULE = "volume_extension:qos_specs_manage:";
    private static final Map<String, String> SORT =
            Map.of("id", "id", "name", "name", "consumer", "consumer", "created_at", "created_at");

    private static final Listing<QosSpec> LISTING =
            new Listing<>(null, "qos_specs", "qos_specs_links", SORT, QosSpec::id);

    private final QosSpecs specs;

    public QosSpecsApi(QosSpecs specs) {
        this.specs = specs;
    }

    /** That some of them are a GET and yet change something is upstream's. */
    public void routes(Routes routes) {
        routes.get("/qos-specs", RULE + "get_all", this::list)
                .post("/qos-specs", RULE + "create", this::create)
                .get(PATH, RULE + "get", this::show)
                .put(PATH, RULE + "update", this::update)
                .delete(PATH, RULE + "delete", this::delete)
                .put(PATH + "/delete_keys", RULE + "delete", this::deleteKeys)
                .get(PATH + "/associations", RULE + "get_all", this::associations)
                .get(PATH + "/associate", RULE + "update", this::associate)
                .get(PATH + "/disassociate", RULE + "update", this::disassociate)
                .get(PATH + "/disassociate_all", RULE + "update", this::disassociateAll);
    }

    private Response list(Request r) {
        r.authorize();
        var q = r.query();
        var filter = new QosSpecFilter(q.get("id"), q.get("name"), q.get("consumer"));
        return Response.ok(LISTING.body(r, page -> specs.list(filter, page), QosSpecsApi::view));
    }

    private static Map<String, Object> view(QosSpec spec) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", spec.id());
        body.put("name", spec.name());
        body.put("consumer", spec.consumer());
        body.put("specs", spec.specs());
        return body;
    }

    private static Response shown(Request r, QosSpec spec) {
        var project = r.caller().project();
        var path = (project == null ? "" : project.id() + "/") + "qos-specs/" + spec.id();
        var links = Ask.links(r, path);
        return Response.ok(Map.of("qos_specs", view(spec), "links", links));
    }

    private Response create(Request r) {
        r.authorize();
        var given = Bodies.onlyTexts(r, "qos_specs");
        var name = given.remove("name");
        if (name == null || name.isBlank()) {
            throw new Fault.Invalid("name", "'name' is a required property");
        }
        var consumer = given.remove("consumer");
        return shown(r, specs.create(r.caller(), name.strip(), consumer == null ? "back-end" : consumer, given));
    }

    private Response show(Request r) {
        r.authorize();
        return shown(r, specs.get(r.path("qos_id")));
    }

    /** The answer is what was given. */
    private Response update(Request r) {
        r.authorize();
        var given = Bodies.onlyTexts(r, "qos_specs");
        var rest = new LinkedHashMap<>(given);
        var consumer = rest.remove("consumer");
        specs.update(r.caller(), r.path("qos_id"), consumer, rest);
        return Response.ok(Map.of("qos_specs", given));
    }

    private Response delete(Request r) {
        r.authorize();
        specs.delete(r.caller(), r.path("qos_id"), Ask.flag(r, "force", false));
        return Response.accepted();
    }

    private Response deleteKeys(Request r) {
        r.authorize();
        var given = r.json().path("keys");
        var keys = new ArrayList<String>();
        for (var key : given) {
            if (!key.isString() || keys.contains(key.stringValue())) {
                throw new Fault.Invalid("keys", "Value: %s. They have to be unique texts.".formatted(given));
            }
            keys.add(key.stringValue());
        }
        if (!given.isArray()) {
            throw new Fault.Invalid("keys", "Value: %s. %s is not of type 'array'".formatted(given, given));
        }
        specs.deleteKeys(r.caller(), r.path("qos_id"), keys);
        return Response.accepted();
    }

    private Response associations(Request r) {
        r.authorize();
        var types = specs.types(r.path("qos_id")).stream()
                .map(t -> Map.of("association_type", "volume_type", "name", t.name(), "id", t.id()))
                .toList();
        return Response.ok(Map.of("qos_associations", types));
    }

    private Response associate(Request r) {
        r.authorize();
        specs.associate(r.caller(), r.path("qos_id"), type(r));
        return Response.accepted();
    }

    private Response disassociate(Request r) {
        r.authorize();
        specs.disassociate(r.caller(), r.path("qos_id"), type(r));
        return Response.accepted();
    }

    private static String type(Request r) {
        @Nullable String type = r.query().get("vol_type_id");
        if (type == null || type.isEmpty()) {
            throw new Fault.Invalid("Volume Type id must not be None.");
        }
        return type;
    }

    private Response disassociateAll(Request r) {
        r.authorize();
        specs.disassociateAll(r.caller(), r.path("qos_id"));
        return Response.accepted();
    }
}
