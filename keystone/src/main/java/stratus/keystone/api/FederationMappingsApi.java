package stratus.keystone.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.keystone.app.FederationMappings;
import stratus.keystone.domain.FederationMapping;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v3/OS-FEDERATION/mappings}. */
public final class FederationMappingsApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALL = "/OS-FEDERATION/mappings";
    private static final String KEY = "mapping";
    private static final Set<String> VERSIONS = Set.of("1.0", "2.0", "3.0");
    private static final String USUAL_VERSION = "1.0";

    private final FederationMappings mappings;

    public FederationMappingsApi(FederationMappings mappings) {
        this.mappings = mappings;
    }

    public void routes(Routes routes) {
        var one = ALL + "/{mapping_id}";
        routes.get(ALL, "identity:list_mappings", this::list)
                .put(one, "identity:create_mapping", this::create)
                .get(one, "identity:get_mapping", this::show)
                .patch(one, "identity:update_mapping", this::update)
                .delete(one, "identity:delete_mapping", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        return Listing.of(
                r, "mappings", mappings.list().stream().map(m -> view(r, m)).toList());
    }

    private Response create(Request r) {
        r.authorize();
        var mapping = read(r);
        mappings.create(r.caller(), mapping);
        return Response.created(Map.of(KEY, view(r, mapping)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of(KEY, view(r, allowed(r))));
    }

    /** The new rules take the place of the old ones. */
    private Response update(Request r) {
        allowed(r);
        var mapping = read(r);
        mappings.update(r.caller(), mapping);
        return Response.ok(Map.of(KEY, view(r, mapping)));
    }

    private Response delete(Request r) {
        mappings.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private static FederationMapping read(Request r) {
        var mapping = r.json().path(KEY);
        var version = version(mapping);
        var problems = new MappingRules(version).problems(mapping);
        if (!problems.isEmpty()) {
            throw new Fault.Invalid(String.join("\n", problems) + "\n");
        }
        List<Map<String, Object>> rules = JSON.convertValue(mapping.path("rules"), new TypeReference<>() {});
        return new FederationMapping(r.path("mapping_id"), rules, version);
    }

    private static String version(JsonNode mapping) {
        var named = mapping.path("schema_version");
        if (named.isMissingNode() || named.isNull() || named.asString("").isEmpty()) {
            return USUAL_VERSION;
        }
        if (!named.isString() || !VERSIONS.contains(named.stringValue())) {
            throw new Fault.Invalid(KEY + ".schema_version", "%s is not one of %s".formatted(named, VERSIONS));
        }
        return named.stringValue();
    }

    private FederationMapping allowed(Request r) {
        r.authorize();
        var id = r.path("mapping_id");
        return mappings.find(id).orElseThrow(() -> new Fault.NotFound("Could not find mapping: %s.".formatted(id)));
    }

    private static Map<String, Object> view(Request r, FederationMapping m) {
        var self = "%s/v3%s/%s".formatted(r.baseUrl(), ALL, m.id());
        return Map.of(
                "id", m.id(), "rules", m.rules(), "schema_version", m.schemaVersion(), "links", Map.of("self", self));
    }
}
