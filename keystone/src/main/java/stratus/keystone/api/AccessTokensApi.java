package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.OAuthTokens;
import stratus.keystone.app.Roles;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.AccessToken;
import stratus.keystone.domain.Role;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/users/{user_id}/OS-OAUTH1/access_tokens}: what a user has granted to consumers. */
public final class AccessTokensApi {
    private final OAuthTokens tokens;
    private final Roles roles;
    private final TokenIssuer issuer;

    public AccessTokensApi(OAuthTokens tokens, Roles roles, TokenIssuer issuer) {
        this.tokens = tokens;
        this.roles = roles;
        this.issuer = issuer;
    }

    public void routes(Routes routes) {
        var all = "/users/{user_id}/OS-OAUTH1/access_tokens";
        var one = all + "/{access_token_id}";
        routes.get(all, "identity:list_access_tokens", this::list)
                .get(one, "identity:get_access_token", this::show)
                .delete(one, "identity:delete_access_token", this::delete)
                .get(one + "/roles", "identity:list_access_token_roles", this::roles)
                .get(one + "/roles/{role_id}", "identity:get_access_token_role", this::role);
    }

    private Response list(Request r) {
        r.authorize();
        refuseDelegated(r);
        var found = tokens.of(r.path("user_id")).stream().map(t -> view(r, t)).toList();
        return Listing.of(r, "access_tokens", found);
    }

    private Response show(Request r) {
        var token = allowed(r);
        refuseDelegated(r);
        return Response.ok(Map.of("access_token", view(r, token)));
    }

    private Response delete(Request r) {
        var token = allowed(r);
        refuseDelegated(r);
        tokens.delete(r.caller(), token);
        return Response.noContent();
    }

    private Response roles(Request r) {
        var found = granted(allowed(r)).stream().map(role -> View.role(r, role)).toList();
        return Listing.of(r, "roles", found);
    }

    private Response role(Request r) {
        var id = r.path("role_id");
        return granted(allowed(r)).stream()
                .filter(role -> role.id().equals(id))
                .findFirst()
                .map(role -> Response.ok(Map.of("role", View.role(r, role))))
                .orElseThrow(() -> new Fault.NotFound("Could not find role: %s.".formatted(id)));
    }

    private List<Role> granted(AccessToken token) {
        return token.roles().stream().flatMap(id -> roles.find(id).stream()).toList();
    }

    private void refuseDelegated(Request r) {
        if (OwnToken.of(r, issuer).delegation() != null) {
            throw OwnToken.forbidden("Using a delegated token for managing access tokens");
        }
    }

    private AccessToken allowed(Request r) {
        r.authorize();
        var user = r.path("user_id");
        return tokens.find(r.path("access_token_id"))
                .filter(token -> token.userId().equals(user))
                .orElseThrow(() -> new Fault.NotFound("Access token not found"));
    }

    private static Map<String, @Nullable Object> view(Request r, AccessToken t) {
        var self = "%s/v3/users/%s/OS-OAUTH1/access_tokens/%s".formatted(r.baseUrl(), t.userId(), t.id());
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", t.id());
        view.put("consumer_id", t.consumerId());
        view.put("project_id", t.projectId());
        view.put("authorizing_user_id", t.userId());
        view.put("expires_at", t.expiresAt());
        view.put("links", Map.of("self", self, "roles", self + "/roles"));
        return view;
    }
}
