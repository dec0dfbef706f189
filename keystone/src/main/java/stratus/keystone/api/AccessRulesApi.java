package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.ApplicationCredentials;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.AccessRule;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/users/{user_id}/access_rules}: made with application credentials, kept until they are deleted. */
public final class AccessRulesApi {
    private final ApplicationCredentials credentials;
    private final TokenIssuer issuer;

    public AccessRulesApi(ApplicationCredentials credentials, TokenIssuer issuer) {
        this.credentials = credentials;
        this.issuer = issuer;
    }

    public void routes(Routes routes) {
        var all = "/users/{user_id}/access_rules";
        routes.get(all, "identity:list_access_rules", this::list)
                .get(all + "/{access_rule_id}", "identity:get_access_rule", this::show)
                .delete(all + "/{access_rule_id}", "identity:delete_access_rule", this::delete);
    }

    private Response list(Request r) {
        authorize(r);
        var found = credentials.rules(r.path("user_id")).stream()
                .map(rule -> linked(r, rule))
                .toList();
        return Listing.of(r, "access_rules", found, Set.of("service", "path", "method"));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("access_rule", linked(r, allowed(r))));
    }

    private Response delete(Request r) {
        credentials.deleteRule(r.caller(), allowed(r));
        return Response.noContent();
    }

    private AccessRule allowed(Request r) {
        authorize(r);
        var id = r.path("access_rule_id");
        return credentials
                .rule(id)
                .filter(rule -> rule.userId().equals(r.path("user_id")))
                .orElseThrow(() -> new Fault.NotFound("Could not find Access Rule: %s.".formatted(id)));
    }

    private void authorize(Request r) {
        r.authorize(Map.of("target.user.id", r.path("user_id")));
        OwnToken.of(r, issuer).refuseTrust();
    }

    static Map<String, @Nullable Object> view(AccessRule rule) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", rule.id());
        view.put("service", rule.service());
        view.put("path", rule.path());
        view.put("method", rule.method());
        return view;
    }

    private static Map<String, @Nullable Object> linked(Request r, AccessRule rule) {
        var view = view(rule);
        view.put(
                "links",
                Map.of("self", "%s/v3/users/%s/access_rules/%s".formatted(r.baseUrl(), rule.userId(), rule.id())));
        return view;
    }
}
