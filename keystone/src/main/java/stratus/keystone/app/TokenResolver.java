package stratus.keystone.app;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.AccessRule;
import stratus.keystone.domain.ApplicationCredential;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.keystone.domain.Token.Power;
import stratus.keystone.domain.TokenData;
import stratus.keystone.domain.Trust;
import stratus.keystone.domain.User;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/** Says what is inside a token stands for right now; nothing, once any part of it is gone. */
final class TokenResolver {
    private final Stores stores;
    private final Access access;
    private final InstantSource clock;

    TokenResolver(Stores stores, Access access, InstantSource clock) {
        this.stores = stores;
        this.access = access;
        this.clock = clock;
    }

    Optional<Token> resolve(Tx tx, Secret text, TokenData data) {
        var user = stores.users().find(tx, data.userId()).filter(u -> u.enabled());
        var home = user.flatMap(u -> enabled(tx, u.domainId()));
        if (user.isEmpty() || home.isEmpty()) {
            return Optional.empty();
        }
        return power(tx, data)
                .flatMap(power -> scoped(tx, new Token(text, data, user.get(), home.get(), null, null, power)));
    }

    private Optional<Power> power(Tx tx, TokenData data) {
        return switch (data.delegation()) {
            case null -> own(tx, data);
            case Delegation.ByTrust(var id) -> stores.trusts().find(tx, id).flatMap(trust -> byTrust(tx, trust));
            case Delegation.ByApplicationCredential(var id) ->
                stores.applications().find(tx, id).flatMap(credential -> byApplication(tx, credential, data));
        };
    }

    /** None only where the scope needs a role and there is none. */
    private Optional<Power> own(Tx tx, TokenData data) {
        if (data.scope() instanceof Scope.Unscoped) {
            return Optional.of(Power.own(List.of()));
        }
        return Optional.of(access.roles(tx, data.userId(), data.scope()))
                .filter(roles -> !roles.isEmpty())
                .map(Power::own);
    }

    /** As long as everyone up the chain is there, and the first trustor still has what it gave away. */
    private Optional<Power> byTrust(Tx tx, Trust trust) {
        var now = clock.instant();
        var first = trust;
        for (var link = Optional.of(trust); link.isPresent(); link = parent(tx, link.get())) {
            first = link.get();
            // A use is taken with the token that it was taken for: the last one leaves nothing and still serves.
            boolean ended = first.expiresAt() != null && !first.expiresAt().isAfter(now);
            if (ended || !active(tx, first.trustorUserId()) || !active(tx, first.trusteeUserId())) {
                return Optional.empty();
            }
        }
        var project = trust.projectId();
        if (project == null) {
            return Optional.of(new Power(List.of(), trust, null, null));
        }
        var held = access.roles(tx, first.trustorUserId(), new Scope.OfProject(project));
        return held(held, Set.copyOf(trust.roles()), access.expand(tx, Set.copyOf(trust.roles())))
                .map(roles -> new Power(roles, trust, null, null));
    }

    private Optional<Trust> parent(Tx tx, Trust trust) {
        var id = trust.redelegatedTrustId();
        return id == null ? Optional.empty() : stores.trusts().find(tx, id);
    }

    private Optional<Power> byApplication(Tx tx, ApplicationCredential credential, TokenData data) {
        if (!credential.userId().equals(data.userId()) || !credential.live(clock.instant())) {
            return Optional.empty();
        }
        var held = access.roles(tx, data.userId(), data.scope());
        var wanted = Set.copyOf(credential.roles());
        return held(held, wanted, wanted).map(roles -> new Power(roles, null, credential, rules(tx, credential)));
    }

    private @Nullable List<AccessRule> rules(Tx tx, ApplicationCredential credential) {
        var ids = credential.accessRules();
        return ids == null
                ? null
                : ids.stream()
                        .map(id -> stores.applications().rule(tx, id))
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** Those of the held roles that are given; none if one of the needed is not held any more. */
    private static Optional<List<Role>> held(List<Role> held, Set<String> needed, Set<String> given) {
        var ids = new HashSet<String>();
        held.forEach(role -> ids.add(role.id()));
        return ids.containsAll(needed)
                ? Optional.of(
                        held.stream().filter(role -> given.contains(role.id())).toList())
                : Optional.empty();
    }

    private Optional<Token> scoped(Tx tx, Token plain) {
        return switch (plain.data().scope()) {
            case Scope.OfProject(var id) ->
                enabled(tx, id)
                        .flatMap(p -> p.isDomain()
                                ? Optional.of(with(plain, p, p))
                                : domain(tx, plain, p).map(d -> with(plain, p, d)));
            case Scope.OfDomain(var id) -> enabled(tx, id).map(d -> with(plain, null, d));
            case Scope.OfSystem _, Scope.Unscoped _ -> Optional.of(plain);
        };
    }

    /** That of the user most times, and then it has been looked at already. */
    private Optional<Project> domain(Tx tx, Token plain, Project project) {
        return project.domainId().equals(plain.userDomain().id())
                ? Optional.of(plain.userDomain())
                : enabled(tx, project.domainId());
    }

    private static Token with(Token token, @Nullable Project project, Project domain) {
        return new Token(token.text(), token.data(), token.user(), token.userDomain(), project, domain, token.power());
    }

    private Optional<Project> enabled(Tx tx, String id) {
        return stores.projects().find(tx, id).filter(Project::enabled);
    }

    private boolean active(Tx tx, String userId) {
        return stores.users().find(tx, userId).filter(User::enabled).isPresent();
    }
}
