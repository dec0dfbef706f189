package stratus.keystone.api;

import java.util.List;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Handler;
import stratus.oslo.http.Routes;

/** What upstream has and this does not yet: logging in by federation, and OAuth 2.0. Said plainly, to whoever has a token. */
public final class LaterApi {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> FEDERATION =
            List.of("identity_providers/{idp_id}/protocols/{protocol_id}/auth", "saml2/metadata");

    public void routes(Routes routes) {
        FEDERATION.forEach(
                path -> refuse(routes, "/OS-FEDERATION/" + path, "Logging in by federation is not implemented."));
        refuse(routes, "/OS-OAUTH2/token", "OAuth 2.0 is not implemented.");
    }

    private static void refuse(Routes routes, String path, String message) {
        Handler refusal = _ -> {
            throw new Fault.NotImplemented(message);
        };
        METHODS.forEach(method -> routes.token(method, path, refusal));
    }
}
