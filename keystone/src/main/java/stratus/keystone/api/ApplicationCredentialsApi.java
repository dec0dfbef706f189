package stratus.keystone.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.ApplicationCredentials;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.AccessRule;
import stratus.keystone.domain.ApplicationCredential;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.RoleName;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /v3/users/{user_id}/application_credentials}. */
public final class ApplicationCredentialsApi {
    private final ApplicationCredentials credentials;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    public ApplicationCredentialsApi(ApplicationCredentials credentials, TokenIssuer issuer, InstantSource clock) {
        this.credentials = credentials;
        this.issuer = issuer;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        var all = "/users/{user_id}/application_credentials";
        var one = all + "/{application_credential_id}";
        routes.get(all, "identity:list_application_credentials", this::list)
                .post(all, "identity:create_application_credential", this::create)
                .get(one, "identity:get_application_credential", this::show)
                .delete(one, "identity:delete_application_credential", this::delete);
    }

    private Response list(Request r) {
        r.authorize(Map.of("user_id", r.path("user_id")));
        OwnToken.of(r, issuer).refuseTrust();
        var found = credentials.ofUser(r.path("user_id")).stream()
                .map(c -> view(r, c, null))
                .toList();
        return Listing.of(r, "application_credentials", found, Set.of("name"));
    }

    private Response create(Request r) {
        r.authorize(Map.of("user_id", r.path("user_id")));
        var own = OwnToken.of(r, issuer);
        own.refuseTrust();
        own.refuseRestricted("application credentials");
        var project = own.token().project();
        if (project == null) {
            throw new Fault.Invalid("project_id", "An application credential is made with a token for a project.");
        }
        var f = Fields.of(r, "application_credential");
        var held = own.token().roles().stream().map(Role::id).toList();
        var asked = new ApplicationCredential(
                Ids.hex(),
                f.name("name"),
                r.path("user_id"),
                project.id(),
                f.text("description"),
                Times.end(f.text("expires_at"), clock.instant()),
                f.flag("unrestricted", false),
                credentials.roles(held, roles(f)),
                null);
        var given = f.text("secret");
        var secret = given == null ? null : new Secret(given);
        var created = credentials.create(r.caller(), asked, rules(r, f), secret);
        return Response.created(Map.of("application_credential", view(r, created.credential(), created.secret())));
    }

    /** Roles by id or by name; null where none are given. */
    static @Nullable List<RoleName> roles(Fields f) {
        var given = f.raw("roles");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        var all = new ArrayList<RoleName>();
        for (var role : given) {
            var name = new RoleName(text(role, "id"), text(role, "name"));
            if (name.id() == null && name.name() == null) {
                throw new Fault.Invalid("roles", "A role is named by its id or its name.");
            }
            all.add(name);
        }
        return all;
    }

    private static @Nullable List<AccessRule> rules(Request r, Fields f) {
        var given = f.raw("access_rules");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        var all = new ArrayList<AccessRule>();
        for (var rule : given) {
            var id = text(rule, "id");
            var service = text(rule, "service");
            var path = text(rule, "path");
            var method = text(rule, "method");
            if (id == null && (service == null || path == null || method == null)) {
                throw new Fault.Invalid("access_rules", "A rule has a service, a path and a method, or an id.");
            }
            if (path != null && !path.startsWith("/")) {
                throw new Fault.Invalid("access_rules.path", "'%s' does not match '^/\\\\.*'".formatted(path));
            }
            if (method != null
                    && !Set.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT").contains(method)) {
                throw new Fault.Invalid(
                        "access_rules.method",
                        "'%s' is not one of ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT']".formatted(method));
            }
            all.add(new AccessRule(
                    id == null ? "" : id,
                    r.path("user_id"),
                    service == null ? "" : service,
                    path == null ? "" : path,
                    method == null ? "" : method));
        }
        return all;
    }

    private static @Nullable String text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    private Response show(Request r) {
        return Response.ok(Map.of("application_credential", view(r, allowed(r), null)));
    }

    private Response delete(Request r) {
        var found = allowed(r);
        OwnToken.of(r, issuer).refuseRestricted("application credentials");
        credentials.delete(r.caller(), found);
        return Response.noContent();
    }

    /** The owner is who has it, not who is named in the path. */
    private ApplicationCredential allowed(Request r) {
        var id = r.path("application_credential_id");
        var found = credentials.find(id);
        r.authorize(Map.of("user_id", found.map(ApplicationCredential::userId).orElse(r.path("user_id"))));
        OwnToken.of(r, issuer).refuseTrust();
        return found.orElseThrow(() -> new Fault.NotFound("Could not find Application Credential: %s.".formatted(id)));
    }

    private Map<String, @Nullable Object> view(Request r, ApplicationCredential c, @Nullable Secret secret) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", c.id());
        view.put("name", c.name());
        view.put("description", c.description());
        view.put("project_id", c.projectId());
        view.put("expires_at", Times.plain(c.expiresAt()));
        view.put("unrestricted", c.unrestricted());
        view.put(
                "roles",
                credentials.roles(c).stream()
                        .map(ApplicationCredentialsApi::role)
                        .toList());
        var rules = credentials.rules(c);
        if (rules != null) {
            view.put("access_rules", rules.stream().map(AccessRulesApi::view).toList());
        }
        if (secret != null) {
            view.put("secret", secret.value());
        }
        view.put("links", Map.of("self", link(r, c)));
        return view;
    }

    private static String link(Request r, ApplicationCredential c) {
        return "%s/v3/users/%s/application_credentials/%s".formatted(r.baseUrl(), c.userId(), c.id());
    }

    private static Map<String, @Nullable Object> role(Role role) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", role.id());
        view.put("name", role.name());
        view.put("domain_id", role.domainId().isEmpty() ? null : role.domainId());
        return view;
    }
}
