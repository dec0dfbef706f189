package stratus.keystone.app;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.AccessRule;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;
import stratus.oslo.base.Tokens;

/** Validates tokens in Keystone's own process. */
public final class LocalTokens implements Tokens {
    private final TokenIssuer issuer;
    private final Duration allowExpired;

    public LocalTokens(TokenIssuer issuer, Duration allowExpired) {
        this.issuer = issuer;
        this.allowExpired = allowExpired;
    }

    @Override
    public Caller validate(Secret token, @Nullable Secret serviceToken, String requestId) {
        try {
            var serviceRoles =
                    serviceToken == null ? Set.<String>of() : roles(issuer.validate(serviceToken, Duration.ZERO));
            var window = serviceRoles.contains("service") ? allowExpired : Duration.ZERO;
            return caller(issuer.validate(token, window), serviceRoles, requestId);
        } catch (Fault.NotFound e) {
            throw new Fault.Unauthorized(Authentication.REFUSED);
        }
    }

    private static Caller caller(Token token, Set<String> serviceRoles, String requestId) {
        var user = token.user();
        var project = token.project();
        var domain = token.domain();
        return new Caller(
                requestId,
                named(user.id(), user.name(), token.userDomain()),
                project == null || domain == null ? null : named(project.id(), project.name(), domain),
                project != null || domain == null ? null : new DomainId(domain.id()),
                token.data().scope() instanceof Scope.OfSystem,
                roles(token),
                serviceRoles,
                token.data().auditIds(),
                rules(token.power().accessRules()),
                token.text());
    }

    private static @Nullable List<Caller.AccessRule> rules(@Nullable List<AccessRule> rules) {
        return rules == null
                ? null
                : rules.stream()
                        .map(rule -> new Caller.AccessRule(rule.service(), rule.method(), rule.path()))
                        .toList();
    }

    private static Caller.Named named(String id, String name, Project domain) {
        return new Caller.Named(id, name, new DomainId(domain.id()), domain.name());
    }

    private static Set<String> roles(Token token) {
        return token.roles().stream().map(Role::name).collect(Collectors.toUnmodifiableSet());
    }
}
