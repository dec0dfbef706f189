package stratus.keystone.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Roles;
import stratus.keystone.domain.Implication;
import stratus.keystone.domain.Role;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/roles}, and which implies which. */
public final class RolesApi {
    private static final Set<String> KNOWN = Set.of("id", "name", "domain_id", "description", "options", "links");

    private final Roles roles;

    public RolesApi(Roles roles) {
        this.roles = roles;
    }

    public void routes(Routes routes) {
        routes.get("/roles", "identity:list_roles", this::list)
                .post("/roles", "identity:create_role", this::create)
                .token("GET", "/roles/{role_id}", this::show)
                .token("PATCH", "/roles/{role_id}", this::update)
                .token("DELETE", "/roles/{role_id}", this::delete)
                .get("/roles/{role_id}/implies", "identity:list_implied_roles", this::implied)
                .get("/roles/{role_id}/implies/{implied_id}", "identity:get_implied_role", this::inference)
                .head("/roles/{role_id}/implies/{implied_id}", "identity:check_implied_role", this::inference)
                .put("/roles/{role_id}/implies/{implied_id}", "identity:create_implied_role", this::imply)
                .delete("/roles/{role_id}/implies/{implied_id}", "identity:delete_implied_role", this::unimply)
                .get("/role_inferences", "identity:list_role_inference_rules", this::inferences);
    }

    private Response list(Request r) {
        r.authorize(Map.of());
        var domain = r.query().get("domain_id", Role.GLOBAL);
        if (!domain.isEmpty()) {
            r.require("identity:list_domain_roles", Map.of());
        }
        var found = roles.list().stream()
                .filter(role -> role.domainId().equals(domain))
                .map(role -> View.role(r, role))
                .toList();
        return Listing.of(r, "roles", found, Set.of("name"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, "role");
        var role = new Role(
                Ids.hex(),
                f.name("name"),
                f.text("domain_id", Role.GLOBAL),
                f.text("description"),
                ResourceOptions.of(f, Map.of()),
                f.extra(KNOWN, Map.of()));
        if (!role.domainId().isEmpty()) {
            r.require("identity:create_domain_role", Map.of());
        }
        roles.create(r.caller(), role);
        return Response.created(Map.of("role", View.role(r, role)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("role", View.role(r, allowed(r, "get"))));
    }

    private Response update(Request r) {
        var old = allowed(r, "update");
        var f = Fields.of(r, "role").respecting(old.options(), "role", old.id());
        if (!f.text("domain_id", old.domainId()).equals(old.domainId())) {
            throw new Fault.Invalid("Cannot change Domain ID");
        }
        var after = new Role(
                old.id(),
                f.name("name", old.name()),
                old.domainId(),
                f.has("description") ? f.text("description") : old.description(),
                ResourceOptions.of(f, old.options()),
                f.extra(KNOWN, old.extra()));
        roles.update(r.caller(), old, after);
        return Response.ok(Map.of("role", View.role(r, after)));
    }

    private Response delete(Request r) {
        roles.delete(r.caller(), allowed(r, "delete"));
        return Response.noContent();
    }

    private Response implied(Request r) {
        var prior = allowed(r);
        var implied = roles.implications().stream()
                .filter(i -> i.priorId().equals(prior.id()))
                .map(i -> brief(r, find(i.impliedId())))
                .toList();
        return Response.ok(Map.of(
                "role_inference",
                Map.of("prior_role", brief(r, prior), "implies", implied),
                "links",
                Map.of("self", "%s/v3/roles/%s/implies".formatted(r.baseUrl(), prior.id()))));
    }

    private Response inference(Request r) {
        var prior = allowed(r);
        var implied = find(r.path("implied_id"));
        if (!roles.implications().contains(new Implication(prior.id(), implied.id()))) {
            throw new Fault.NotFound("%s does not imply %s.".formatted(prior.id(), implied.id()));
        }
        return r.method().equals("HEAD") ? Response.noContent() : Response.ok(pair(r, prior, implied));
    }

    private Response imply(Request r) {
        var prior = allowed(r);
        var implied = find(r.path("implied_id"));
        roles.imply(r.caller(), prior, implied);
        return Response.created(pair(r, prior, implied));
    }

    private Response unimply(Request r) {
        roles.removeImplication(r.caller(), allowed(r), find(r.path("implied_id")));
        return Response.noContent();
    }

    private Response inferences(Request r) {
        r.authorize();
        var byPrior = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        roles.implications()
                .forEach(i -> byPrior.computeIfAbsent(i.priorId(), _ -> new ArrayList<>())
                        .add(described(r, find(i.impliedId()))));
        var all = byPrior.entrySet().stream()
                .map(e -> Map.of("prior_role", described(r, find(e.getKey())), "implies", e.getValue()))
                .toList();
        return Response.ok(
                Map.of("role_inferences", all, "links", Map.of("self", r.baseUrl() + "/v3/role_inferences")));
    }

    private static Map<String, Object> pair(Request r, Role prior, Role implied) {
        return Map.of(
                "role_inference",
                Map.of("prior_role", brief(r, prior), "implies", brief(r, implied)),
                "links",
                Map.of("self", "%s/v3/roles/%s/implies/%s".formatted(r.baseUrl(), prior.id(), implied.id())));
    }

    private static Map<String, @Nullable Object> described(Request r, Role role) {
        var view = new LinkedHashMap<String, @Nullable Object>(brief(r, role));
        view.put("description", role.description());
        return view;
    }

    private static Map<String, Object> brief(Request r, Role role) {
        return Map.of(
                "id",
                role.id(),
                "name",
                role.name(),
                "links",
                Map.of("self", "%s/v3/roles/%s".formatted(r.baseUrl(), role.id())));
    }

    /** By the rule for domains' own roles, or by that for the others; what is not there is said so to all. */
    private Role allowed(Request r, String verb) {
        var role = find(r.path("role_id"));
        var rule = role.domainId().equals(Role.GLOBAL) ? "identity:%s_role" : "identity:%s_domain_role";
        r.require(rule.formatted(verb), Targets.none().role(role).map());
        return role;
    }

    private Role allowed(Request r) {
        var role = find(r.path("role_id"));
        r.authorize(Targets.none().role(role).map());
        return role;
    }

    private Role find(String id) {
        return roles.find(id).orElseThrow(() -> missing(id));
    }

    private static Fault.NotFound missing(String id) {
        return new Fault.NotFound("Could not find role: %s.".formatted(id));
    }
}
