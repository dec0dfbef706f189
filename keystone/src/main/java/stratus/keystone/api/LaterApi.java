package stratus.keystone.api;

import java.util.List;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Handler;
import stratus.oslo.http.Routes;

/** What upstream has and this does not yet: logging in by federation, and the flows of OAuth. Said plainly, to whoever has a token. */
public final class LaterApi {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> FEDERATION =
            List.of("identity_providers/{idp_id}/protocols/{protocol_id}/auth", "saml2/metadata");
    private static final List<String> OAUTH = List.of(
            "OS-OAUTH1/request_token",
            "OS-OAUTH1/access_token",
            "OS-OAUTH1/authorize/{request_token_id}",
            "OS-OAUTH2/token",
            "users/{user_id}/OS-OAUTH1/access_tokens",
            "users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}",
            "users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles",
            "users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles/{role_id}");

    public void routes(Routes routes) {
        FEDERATION.forEach(
                path -> refuse(routes, "/OS-FEDERATION/" + path, "Logging in by federation is not implemented."));
        OAUTH.forEach(path -> refuse(routes, "/" + path, "The OAuth flows are not implemented."));
    }

    private static void refuse(Routes routes, String path, String message) {
        Handler refusal = _ -> {
            throw new Fault.NotImplemented(message);
        };
        METHODS.forEach(method -> routes.token(method, path, refusal));
    }
}
