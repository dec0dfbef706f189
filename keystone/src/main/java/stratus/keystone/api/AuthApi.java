package stratus.keystone.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Authentication;
import stratus.keystone.app.Directory;
import stratus.keystone.app.LogIn;
import stratus.keystone.app.Receipts;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/auth}: tokens, and what a token's owner could have another for. */
public final class AuthApi {
    private static final String SUBJECT = "X-Subject-Token";
    private static final String ACCESS_RULES = "OpenStack-Identity-Access-Rules";
    private static final String RECEIPT = "Openstack-Auth-Receipt";

    private final Authentication authentication;
    private final TokenIssuer issuer;
    private final TokenBodies bodies;
    private final Directory directory;
    private final Duration allowExpired;

    public AuthApi(
            Authentication authentication,
            TokenIssuer issuer,
            TokenBodies bodies,
            Directory directory,
            Duration allowExpired) {
        this.authentication = authentication;
        this.issuer = issuer;
        this.bodies = bodies;
        this.directory = directory;
        this.allowExpired = allowExpired;
    }

    public void routes(Routes routes) {
        routes.open("POST", "/auth/tokens", this::logIn)
                .get("/auth/tokens", "identity:validate_token", this::validate)
                .head("/auth/tokens", "identity:check_token", this::validate)
                .delete("/auth/tokens", "identity:revoke_token", this::revoke)
                .get("/auth/catalog", "identity:get_auth_catalog", this::catalog)
                .get("/auth/projects", "identity:get_auth_projects", this::projects)
                .get("/OS-FEDERATION/projects", "identity:get_auth_projects", this::projects)
                .get("/auth/domains", "identity:get_auth_domains", this::domains)
                .get("/OS-FEDERATION/domains", "identity:get_auth_domains", this::domains)
                .get("/auth/system", "identity:get_auth_system", this::system);
    }

    private Response logIn(Request r) {
        return switch (authentication.logIn(AuthBody.read(r, r.header(RECEIPT)))) {
            case LogIn.Outcome.Granted(var token) -> answer(201, token, bodies.of(token, wantsCatalog(r)));
            case LogIn.Outcome.MoreNeeded(var receipt, var rules) -> more(receipt, rules);
        };
    }

    /** Not enough yet: who comes again with the receipt needs to prove only the rest. */
    private Response more(Receipts.Receipt receipt, List<List<String>> rules) {
        var user = directory.user(receipt.userId()).orElseThrow();
        var home = directory.project(user.domainId()).orElseThrow();
        var view = Map.of(
                "methods",
                receipt.methods(),
                "expires_at",
                receipt.expiresAt(),
                "issued_at",
                receipt.issuedAt(),
                "user",
                Map.of("id", user.id(), "name", user.name(), "domain", View.name(home)));
        return Response.of(401, Map.of("receipt", view, "required_auth_methods", rules))
                .with(RECEIPT, receipt.text().value())
                .with("Vary", "X-Auth-Token");
    }

    private Response validate(Request r) {
        var token = subject(r);
        if (token.power().accessRules() != null && r.header(ACCESS_RULES) == null) {
            // Who asks does not keep to such rules, and must not take the token for one without.
            throw new Fault.NotFound("Failed to validate token");
        }
        return answer(200, token, bodies.rendered(token, wantsCatalog(r)));
    }

    private Response revoke(Request r) {
        issuer.revoke(subject(r));
        return Response.noContent();
    }

    private static boolean wantsCatalog(Request r) {
        return !r.query().has("nocatalog");
    }

    private static Response answer(int status, Token token, Object body) {
        return Response.of(status, body).with(SUBJECT, token.text().value()).with("Vary", "X-Auth-Token");
    }

    /** The token asked about. One that is none is said so to everybody: whoever has it learns nothing by that. */
    private Token subject(Request r) {
        boolean expired = List.of("1", "true", "yes", "on", "t", "y")
                .contains(r.query().get("allow_expired", "").toLowerCase(Locale.ROOT));
        var token = find(r.header(SUBJECT), expired ? allowExpired : Duration.ZERO);
        r.authorize(Map.of("target.token.user_id", token.user().id()));
        return token;
    }

    private Token find(@Nullable String text, Duration window) {
        if (text == null || text.isBlank()) {
            throw new Fault.NotFound("Could not find token: .");
        }
        return issuer.validate(new Secret(text), window);
    }

    private Response catalog(Request r) {
        r.authorize();
        var token = issuer.validate(r.caller().token(), allowExpired);
        if (token.data().scope() instanceof Scope.Unscoped) {
            throw new Fault.Forbidden(
                    "You are not authorized to perform the requested action: identity:get_auth_catalog.", null);
        }
        return Response.ok(
                Map.of("catalog", bodies.catalog(token), "links", Map.of("self", r.baseUrl() + "/v3/auth/catalog")));
    }

    private Response projects(Request r) {
        r.authorize();
        var found = directory.projectsOf(r.caller().user().id());
        return Listing.of(
                r, "projects", found.stream().map(p -> View.project(r, p)).toList());
    }

    private Response domains(Request r) {
        r.authorize();
        var found = directory.domainsOf(r.caller().user().id());
        return Listing.of(
                r, "domains", found.stream().map(d -> View.domain(r, d)).toList());
    }

    private Response system(Request r) {
        r.authorize();
        boolean any = directory.onSystem(r.caller().user().id());
        return Listing.of(r, "system", any ? List.of(Map.of("all", true)) : List.of());
    }
}
