package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.keystone.domain.Trust;

/** A token's body. */
final class TokenView {
    private TokenView() {}

    /** {@code catalog} is null where it was not asked for. */
    static Map<String, Object> of(Token token, @Nullable List<?> catalog, List<?> serviceProviders) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("methods", token.data().methods());
        view.put("user", user(token));
        view.put("audit_ids", token.data().auditIds());
        view.put("expires_at", token.data().expiresAt());
        view.put("issued_at", token.data().issuedAt());
        scope(token, view);
        delegation(token, view);
        if (catalog != null && !(token.data().scope() instanceof Scope.Unscoped)) {
            view.put("catalog", catalog);
        }
        if (!serviceProviders.isEmpty()) {
            view.put("service_providers", serviceProviders);
        }
        return Map.of("token", view);
    }

    private static Map<String, @Nullable Object> user(Token token) {
        var user = new LinkedHashMap<String, @Nullable Object>();
        user.put("domain", View.name(token.userDomain()));
        user.put("id", token.user().id());
        user.put("name", token.user().name());
        user.put("password_expires_at", Times.plain(token.user().passwordExpiresAt()));
        return user;
    }

    private static void delegation(Token token, Map<String, @Nullable Object> view) {
        var trust = token.power().trust();
        if (trust != null) {
            view.put("OS-TRUST:trust", trust(trust));
        }
        var credential = token.power().credential();
        if (credential != null) {
            var shown = new LinkedHashMap<String, @Nullable Object>();
            shown.put("id", credential.id());
            shown.put("name", credential.name());
            shown.put("restricted", !credential.unrestricted());
            var rules = token.power().accessRules();
            if (rules != null) {
                shown.put(
                        "access_rules", rules.stream().map(AccessRulesApi::view).toList());
            }
            view.put("application_credential", shown);
        }
    }

    private static Map<String, @Nullable Object> trust(Trust trust) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", trust.id());
        view.put("impersonation", trust.impersonation());
        view.put("trustee_user", Map.of("id", trust.trusteeUserId()));
        view.put("trustor_user", Map.of("id", trust.trustorUserId()));
        if (trust.redelegatedTrustId() != null) {
            view.put("redelegated_trust_id", trust.redelegatedTrustId());
            view.put("redelegation_count", trust.redelegationCount());
        }
        return view;
    }

    private static void scope(Token token, Map<String, @Nullable Object> view) {
        var project = token.project();
        var domain = token.domain();
        switch (token.data().scope()) {
            case Scope.Unscoped _ -> {
                return;
            }
            case Scope.OfSystem _ -> view.put("system", Map.of("all", true));
            case Scope.OfDomain _ when domain != null -> view.put("domain", View.name(domain));
            case Scope.OfProject _
            when project != null && domain != null -> {
                view.put("project", Map.of("domain", View.name(domain), "id", project.id(), "name", project.name()));
                view.put("is_domain", project.isDomain());
            }
            case Scope.OfDomain _, Scope.OfProject _ -> throw new IllegalStateException("scope without its domain");
        }
        view.put("roles", View.names(token.roles()));
    }
}
