package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.CatalogEntries;
import stratus.keystone.app.Policies;
import stratus.keystone.domain.PolicyAssociation;
import stratus.keystone.domain.PolicyBlob;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/policies}, and what each is for. */
public final class PoliciesApi {
    private static final Set<String> KNOWN = Set.of("id", "type", "blob", "links");

    private final Policies policies;
    private final CatalogEntries entries;

    public PoliciesApi(Policies policies, CatalogEntries entries) {
        this.policies = policies;
        this.entries = entries;
    }

    public void routes(Routes routes) {
        routes.get("/policies", "identity:list_policies", this::list)
                .post("/policies", "identity:create_policy", this::create)
                .get("/policies/{policy_id}", "identity:get_policy", this::show)
                .patch("/policies/{policy_id}", "identity:update_policy", this::update)
                .delete("/policies/{policy_id}", "identity:delete_policy", this::delete);
        var base = "/policies/{policy_id}/OS-ENDPOINT-POLICY";
        routes.get(
                        "/endpoints/{endpoint_id}/OS-ENDPOINT-POLICY/policy",
                        "identity:get_policy_for_endpoint",
                        this::effective)
                .get(base + "/endpoints", "identity:list_endpoints_for_policy", this::endpoints);
        associations(routes, base + "/endpoints/{endpoint_id}", "endpoint", r -> of(r, true, false, false));
        associations(routes, base + "/services/{service_id}", "service", r -> of(r, false, true, false));
        associations(
                routes,
                base + "/services/{service_id}/regions/{region_id}",
                "region_and_service",
                r -> of(r, false, true, true));
    }

    private void associations(
            Routes routes, String path, String kind, Function<Request, PolicyAssociation> association) {
        routes.get(path, rule("check", kind), r -> check(association.apply(r)))
                .put(path, rule("create", kind), r -> associate(r, association.apply(r)))
                .delete(path, rule("delete", kind), r -> dissociate(r, association.apply(r)));
    }

    private static String rule(String verb, String kind) {
        return "identity:%s_policy_association_for_%s".formatted(verb, kind);
    }

    private Response list(Request r) {
        r.authorize();
        var found = policies.list().stream().map(p -> view(r, p)).toList();
        return Listing.of(r, "policies", found, Set.of("type"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, "policy");
        var policy = new PolicyBlob(Ids.hex(), f.name("type"), blob(f, null), f.extra(KNOWN, Map.of()));
        policies.create(r.caller(), policy);
        return Response.created(Map.of("policy", view(r, policy)));
    }

    private static String blob(Fields f, @Nullable String old) {
        var blob = f.text("blob");
        if (blob == null && old == null) {
            throw new Fault.Invalid("'blob' is a required property");
        }
        return blob == null ? String.valueOf(old) : blob;
    }

    private Response show(Request r) {
        return Response.ok(Map.of("policy", view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "policy");
        var after =
                new PolicyBlob(old.id(), f.name("type", old.type()), blob(f, old.blob()), f.extra(KNOWN, old.extra()));
        policies.update(r.caller(), after);
        return Response.ok(Map.of("policy", view(r, after)));
    }

    private Response delete(Request r) {
        policies.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Response endpoints(Request r) {
        var found = policies.endpoints(allowed(r)).stream()
                .map(e -> View.endpoint(r, e))
                .toList();
        return Listing.of(r, "endpoints", found);
    }

    private Response effective(Request r) {
        r.authorize();
        var id = r.path("endpoint_id");
        var endpoint = entries.endpoint(id)
                .orElseThrow(() -> new Fault.NotFound("Could not find endpoint: %s.".formatted(id)));
        var policy = policies.of(endpoint)
                .orElseThrow(() -> new Fault.NotFound("No policy is associated with endpoint %s.".formatted(id)));
        return Response.ok(Map.of("policy", view(r, policy)));
    }

    private Response check(PolicyAssociation association) {
        if (!policies.associated(association)) {
            throw new Fault.NotFound("Could not find policy association.");
        }
        return Response.noContent();
    }

    private Response associate(Request r, PolicyAssociation association) {
        policies.associate(r.caller(), association);
        return Response.noContent();
    }

    private Response dissociate(Request r, PolicyAssociation association) {
        policies.dissociate(r.caller(), association);
        return Response.noContent();
    }

    private PolicyAssociation of(Request r, boolean hasEndpoint, boolean hasService, boolean hasRegion) {
        var policy = allowed(r);
        var endpoint = hasEndpoint ? r.path("endpoint_id") : "";
        var service = hasService ? r.path("service_id") : "";
        var region = hasRegion ? r.path("region_id") : "";
        require("endpoint", endpoint, !hasEndpoint || entries.endpoint(endpoint).isPresent());
        require("service", service, !hasService || entries.service(service).isPresent());
        require("region", region, !hasRegion || entries.region(region).isPresent());
        return new PolicyAssociation(policy.id(), endpoint, service, region);
    }

    private static void require(String kind, String id, boolean there) {
        if (!there) {
            throw new Fault.NotFound("Could not find %s: %s.".formatted(kind, id));
        }
    }

    private PolicyBlob allowed(Request r) {
        r.authorize();
        var id = r.path("policy_id");
        return policies.find(id).orElseThrow(() -> new Fault.NotFound("Could not find policy: %s.".formatted(id)));
    }

    private static Map<String, @Nullable Object> view(Request r, PolicyBlob p) {
        var view = new LinkedHashMap<String, @Nullable Object>(p.extra());
        view.put("id", p.id());
        view.put("type", p.type());
        view.put("blob", p.blob());
        view.put("links", Map.of("self", "%s/v3/policies/%s".formatted(r.baseUrl(), p.id())));
        return view;
    }
}
