package stratus.keystone.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.OAuthTokens;
import stratus.keystone.app.OAuthTokens.Issued;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.RoleName;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /v3/OS-OAUTH1/request_token}, {@code authorize} and {@code access_token}. */
public final class OAuthApi {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PROJECT = "Requested-Project-Id";

    private final OAuthTokens tokens;
    private final TokenIssuer issuer;

    public OAuthApi(OAuthTokens tokens, TokenIssuer issuer) {
        this.tokens = tokens;
        this.issuer = issuer;
    }

    public void routes(Routes routes) {
        routes.open("POST", "/OS-OAUTH1/request_token", this::request)
                .open("POST", "/OS-OAUTH1/access_token", this::fetch)
                .put("/OS-OAUTH1/authorize/{request_token_id}", "identity:authorize_request_token", this::grant);
    }

    /** Nobody has to have a token here: the signature says who asks. */
    private Response request(Request r) {
        var signed = OAuthHeader.read(r);
        var project = r.header(PROJECT);
        if (project == null || project.isEmpty()) {
            throw new Fault.Invalid(
                    "Expecting to find %s in request. The server could not comply with the request since it is either"
                                    .formatted(PROJECT)
                            + " malformed or otherwise incorrect. The client is assumed to be in error.");
        }
        return form(tokens.request(signed, project));
    }

    private Response fetch(Request r) {
        return form(tokens.fetch(OAuthHeader.read(r)));
    }

    private static Response form(Issued issued) {
        var text = "oauth_token=%s&oauth_token_secret=%s&oauth_expires_at=%s"
                .formatted(issued.id(), issued.secret().value(), TimeFormat.MICROS_Z.write(issued.expiresAt()));
        return Response.text(201, FORM, text);
    }

    private Response grant(Request r) {
        r.authorize();
        var verifier = tokens.grant(r.caller(), issuer.of(r.caller()), r.path("request_token_id"), roles(r.json()));
        return Response.ok(Map.of("token", Map.of("oauth_verifier", verifier)));
    }

    private static List<RoleName> roles(JsonNode body) {
        var roles = body.path("roles");
        if (!roles.isArray()) {
            throw new Fault.Invalid("roles", "%s is not of type 'array'".formatted(roles));
        }
        return roles.values().stream()
                .map(role -> {
                    if (!role.path("id").isString() && !role.path("name").isString()) {
                        throw new Fault.Invalid("roles", "%s has neither 'id' nor 'name'".formatted(role));
                    }
                    return new RoleName(text(role, "id"), text(role, "name"));
                })
                .toList();
    }

    private static @Nullable String text(JsonNode object, String name) {
        var value = object.path(name);
        return value.isString() ? value.stringValue() : null;
    }
}
