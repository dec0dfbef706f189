package stratus.keystone.api;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.app.TrustRules;
import stratus.keystone.app.Trusts;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Trust;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/OS-TRUST/trusts}. */
public final class TrustsApi {
    private static final Set<String> KNOWN = Set.of(
            "id",
            "trustor_user_id",
            "trustee_user_id",
            "project_id",
            "impersonation",
            "expires_at",
            "remaining_uses",
            "allow_redelegation",
            "redelegation_count",
            "redelegated_trust_id",
            "roles",
            "roles_links",
            "deleted_at",
            "links");

    private final Trusts trusts;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    public TrustsApi(Trusts trusts, TokenIssuer issuer, InstantSource clock) {
        this.trusts = trusts;
        this.issuer = issuer;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        var all = "/OS-TRUST/trusts";
        var one = all + "/{trust_id}";
        routes.token("GET", all, this::list)
                .post(all, "identity:create_trust", this::create)
                .get(one, "identity:get_trust", this::show)
                .delete(one, "identity:delete_trust", this::delete)
                .get(one + "/roles", "identity:list_roles_for_trust", this::roles)
                .get(one + "/roles/{role_id}", "identity:get_role_for_trust", this::role);
    }

    /** By whom it is asked for decides which rule it takes. */
    private Response list(Request r) {
        var trustor = r.query().get("trustor_user_id");
        var trustee = r.query().get("trustee_user_id");
        List<Trust> found;
        if (trustor != null) {
            r.require("identity:list_trusts_for_trustor", Map.of("target.trust.trustor_user_id", trustor));
            found = trusts.ofTrustor(trustor);
        } else if (trustee != null) {
            r.require("identity:list_trusts_for_trustee", Map.of("target.trust.trustee_user_id", trustee));
            found = trusts.ofTrustee(trustee);
        } else {
            r.require("identity:list_trusts", Map.of());
            found = trusts.list();
        }
        refuseApplication(r);
        return Listing.of(r, "trusts", found.stream().map(t -> view(r, t)).toList());
    }

    private Response create(Request r) {
        var f = Fields.of(r, "trust");
        var trustor = f.name("trustor_user_id");
        r.authorize(Map.of("target.trust.trustor_user_id", trustor));
        refuseApplication(r);
        var own = OwnToken.of(r, issuer);
        var project = f.text("project_id");
        var roles = ApplicationCredentialsApi.roles(f);
        if (project != null && (roles == null || roles.isEmpty())) {
            throw OwnToken.forbidden("At least one role should be specified");
        }
        if (!r.caller().user().id().equals(trustor)) {
            throw OwnToken.forbidden("The authenticated user should match the trustor");
        }
        var parent = parent(own);
        var uses = uses(f);
        var end = Times.end(f.text("expires_at"), clock.instant());
        var trust = new Trust(
                Ids.hex(),
                trustor,
                f.name("trustee_user_id"),
                project,
                impersonation(f),
                end == null && parent != null ? parent.expiresAt() : end,
                uses,
                parent == null ? null : parent.id(),
                TrustRules.count(f.flag("allow_redelegation", false), number(f, "redelegation_count"), uses, parent),
                roles == null ? List.of() : trusts.ids(roles),
                f.extra(KNOWN, Map.of()));
        trusts.create(r.caller(), trust, parent);
        return Response.created(Map.of("trust", whole(r, trust)));
    }

    private static boolean impersonation(Fields f) {
        if (!f.has("impersonation")) {
            throw new Fault.Invalid("'impersonation' is a required property");
        }
        return f.flag("impersonation", false);
    }

    private static @Nullable Long uses(Fields f) {
        var uses = number(f, "remaining_uses");
        if (uses != null && uses < 1) {
            throw new Fault.Invalid("remaining_uses must be a positive integer or null.");
        }
        return uses;
    }

    private static @Nullable Long number(Fields f, String name) {
        var value = f.raw(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || value.longValue() < 0) {
            throw new Fault.Invalid("trust." + name, "%s is not a number that fits".formatted(value));
        }
        return value.longValue();
    }

    /** The trust behind the token, which is then handed on; null for a user's own token. */
    private @Nullable Trust parent(OwnToken own) {
        return switch (own.delegation()) {
            case null -> null;
            case Delegation.ByTrust _ ->
                Objects.requireNonNull(own.token().power().trust());
            case Delegation.ByApplicationCredential _, Delegation.ByAccessToken _ ->
                throw OwnToken.forbidden("Redelegation allowed for delegated by trust only");
        };
    }

    private Response show(Request r) {
        return Response.ok(Map.of("trust", whole(r, allowed(r))));
    }

    private Response delete(Request r) {
        trusts.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Response roles(Request r) {
        var trust = allowed(r);
        return Response.ok(Map.of("roles", roleViews(r, trust), "links", roleLinks(r, trust)));
    }

    private Response role(Request r) {
        var id = r.path("role_id");
        var role = trusts.roles(allowed(r)).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Could not find role: %s.".formatted(id)));
        return Response.ok(Map.of("role", View.role(r, role)));
    }

    /** One that is not there is said so before anybody is refused, as upstream does. */
    private Trust allowed(Request r) {
        var id = r.path("trust_id");
        var found = trusts.find(id);
        r.authorize(Targets.none()
                .with(
                        "target.trust.trustor_user_id",
                        found.map(Trust::trustorUserId).orElse(r.caller().user().id()))
                .with(
                        "target.trust.trustee_user_id",
                        found.map(Trust::trusteeUserId).orElse(r.caller().user().id()))
                .map());
        refuseApplication(r);
        return found.orElseThrow(() -> new Fault.NotFound("Could not find trust: %s.".formatted(id)));
    }

    private void refuseApplication(Request r) {
        if (OwnToken.of(r, issuer).byApplication()) {
            throw OwnToken.forbidden("Using method 'application_credential' is not allowed for managing trusts");
        }
    }

    private static Map<String, @Nullable Object> view(Request r, Trust t) {
        var view = new LinkedHashMap<String, @Nullable Object>(t.extra());
        view.put("id", t.id());
        view.put("trustor_user_id", t.trustorUserId());
        view.put("trustee_user_id", t.trusteeUserId());
        view.put("project_id", t.projectId());
        view.put("impersonation", t.impersonation());
        view.put("expires_at", t.expiresAt());
        view.put("deleted_at", null);
        view.put("remaining_uses", t.remainingUses());
        view.put("redelegated_trust_id", t.redelegatedTrustId());
        view.put("redelegation_count", t.redelegationCount());
        view.put("links", Map.of("self", link(r, t)));
        return view;
    }

    private Map<String, @Nullable Object> whole(Request r, Trust t) {
        var view = view(r, t);
        view.put("roles", roleViews(r, t));
        view.put("roles_links", roleLinks(r, t));
        return view;
    }

    private List<Map<String, @Nullable Object>> roleViews(Request r, Trust t) {
        return trusts.roles(t).stream().map((Role role) -> View.role(r, role)).toList();
    }

    private static Map<String, @Nullable Object> roleLinks(Request r, Trust t) {
        var links = new LinkedHashMap<String, @Nullable Object>();
        links.put("self", link(r, t) + "/roles");
        links.put("next", null);
        links.put("previous", null);
        return links;
    }

    private static String link(Request r, Trust t) {
        return "%s/v3/OS-TRUST/trusts/%s".formatted(r.baseUrl(), t.id());
    }
}
